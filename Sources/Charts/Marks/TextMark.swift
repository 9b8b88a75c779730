/// A word at a place. `$…$` is mathematics: `TextMark("$w_1$", x: 0, y: 1)`.
public struct TextMark: Mark {
    public var text: String
    public var color: Color?
    /// In pixels.
    public var size: Double
    public var anchor: TextAnchor
    /// Pixels to the right of and above the place.
    public var offset: (right: Double, up: Double)
    public var isBold: Bool
    /// An outline in the background's colour, for text on top of data.
    public var hasHalo: Bool
    private let x: Double
    private let y: Double

    public init(
        _ text: String, x: Double, y: Double, color: Color? = nil, size: Double = 12, anchor: TextAnchor = .start,
        offset: (right: Double, up: Double) = (0, 0), isBold: Bool = false, hasHalo: Bool = true
    ) {
        self.text = text
        self.x = x
        self.y = y
        self.color = color
        self.size = size
        self.anchor = anchor
        self.offset = offset
        self.isBold = isBold
        self.hasHalo = hasHalo
    }

    public var xExtent: DataExtent { DataExtent(CollectionOfOne(x)) }
    public var yExtent: DataExtent { DataExtent(CollectionOfOne(y)) }

    public func draw(on canvas: inout Canvas) {
        guard let place = canvas.place(x, y) else { return }
        let markup = TextMarkup(text)
        let width = markup.width(size: size, bold: isBold)
        let wanted = place.x + offset.right
        let left = anchor == .start ? wanted : anchor == .middle ? wanted - width / 2 : wanted - width
        // Text near the edge moves inwards rather than being cut.
        let inside = max(canvas.plot.x + 2, min(left, canvas.plot.maxX - width - 2))
        let baseline = min(max(place.y - offset.up, canvas.plot.y + size), canvas.plot.maxY - 3)
        var style = TextStyle(
            size: size, color: color ?? canvas.theme.text, anchor: anchor, isBold: isBold,
            halo: hasHalo ? canvas.theme.background : nil)
        style.anchor = anchor
        canvas.writer.text(markup, x: wanted + inside - left, y: baseline, style: style)
        canvas.occupancy.mark(Rect(x: inside, y: baseline - size, width: width, height: size * 1.3))
    }

    public func summary(xScale: AxisScale, yScale: AxisScale) -> String? {
        "text “\(TextMarkup(text).plain)” at (\(NumberText.readable(x)), \(NumberText.readable(y)))"
    }
}
