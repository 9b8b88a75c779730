/// A text that points at a place: `$…$` in it is a little mathematics, as everywhere in a chart.
public struct AnnotationMark: Mark {
    public var text: String
    public var color: Color?
    public var size: Double
    /// Where the text stands, in pixels right of and above the place; the other way round where it would leave the plot or cover
    /// what was drawn before.
    public var offset: (right: Double, up: Double)
    private let x: Double
    private let y: Double

    public init(
        _ text: String, x: Double, y: Double, offset: (right: Double, up: Double) = (34, 30), color: Color? = nil,
        size: Double = 12
    ) {
        self.text = text
        self.x = x
        self.y = y
        self.offset = offset
        self.color = color
        self.size = size
    }

    public var xExtent: DataExtent { DataExtent(CollectionOfOne(x)) }
    public var yExtent: DataExtent { DataExtent(CollectionOfOne(y)) }

    public func draw(on canvas: inout Canvas) {
        guard let place = canvas.place(x, y) else { return }
        let markup = TextMarkup(text)
        let width = markup.width(size: size)
        let plot = canvas.plot
        func fits(_ right: Double, _ up: Double) -> Bool {
            let left = right < 0 ? place.x + right - width : place.x + right
            return left >= plot.x + 2 && left + width <= plot.maxX - 2 && place.y - up - size >= plot.y + 1
                && place.y - up + size <= plot.maxY - 1
        }
        let choices = [
            (offset.right, offset.up), (-offset.right, offset.up), (offset.right, -offset.up),
            (-offset.right, -offset.up),
        ]
        func isFree(_ right: Double, _ up: Double) -> Bool {
            let left = right < 0 ? place.x + right - width : place.x + right
            return canvas.occupancy.isFree(
                Rect(x: left, y: place.y - up - size * 0.64, width: width, height: size * 1.2))
        }
        let fitting = choices.filter { fits($0.0, $0.1) }
        let (right, up) = fitting.first { isFree($0.0, $0.1) } ?? fitting.first ?? choices[0]
        let wanted = right < 0 ? place.x + right - width : place.x + right
        let left = max(plot.x + 2, min(wanted, plot.maxX - width - 2))
        let baseline = min(max(place.y - up + size * 0.36, plot.y + size), plot.maxY - 3)
        let paint = color ?? canvas.theme.text
        drawPointer(
            from: Point(x: right < 0 ? left + width + 3 : left - 3, y: baseline - size * 0.36), to: place, paint,
            on: &canvas)
        canvas.writer.text(
            markup, x: left, y: baseline,
            style: TextStyle(size: size, color: paint, halo: canvas.theme.background))
        canvas.occupancy.mark(Rect(x: left, y: baseline - size, width: width, height: size * 1.3))
    }

    /// It ends a little before the place, whose symbol stays free.
    private func drawPointer(from start: Point, to place: Point, _ paint: Color, on canvas: inout Canvas) {
        let (dx, dy) = (place.x - start.x, place.y - start.y)
        let length = (dx * dx + dy * dy).squareRoot()
        guard length > 10 else { return }
        let part = (length - 6) / length
        let tip = Point(x: start.x + dx * part, y: start.y + dy * part)
        canvas.writer.beginPath()
        canvas.writer.move(start.x, start.y)
        canvas.writer.line(tip.x, tip.y)
        let along = Point(x: dx / length * 6, y: dy / length * 6)
        canvas.writer.move(tip.x - along.x - along.y * 0.45, tip.y - along.y + along.x * 0.45)
        canvas.writer.line(tip.x, tip.y)
        canvas.writer.line(tip.x - along.x + along.y * 0.45, tip.y - along.y - along.x * 0.45)
        canvas.writer.endPath()
        canvas.writer.raw(" fill=\"none\"")
        canvas.writer.attribute("stroke", paint)
        canvas.writer.raw(" stroke-width=\"1\"/>")
        canvas.occupancy.mark(from: start, to: tip)
    }

    public func summary(xScale: AxisScale, yScale: AxisScale) -> String? {
        "note “\(TextMarkup(text).plain)” at (\(NumberText.readable(x)), \(NumberText.readable(y)))"
    }
}
