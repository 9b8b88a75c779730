/// The names of the series, measured and ready to be drawn anywhere.
package struct Legend: Sendable {
    package struct Entry: Sendable {
        var text: String
        var swatches: [LegendSwatch]
    }

    private var entries: [Entry] = []
    package private(set) var width = 0.0
    package private(set) var height = 0.0
    /// Whether a name is not written out, or an entry left out.
    package private(set) var isShortened = false
    /// The width of lines side by side, for `LegendPlacement.top`; nothing: one entry below the other.
    private let lineWidth: Double?
    private var isHorizontal: Bool { lineWidth != nil }

    private static let size = 11.5
    private static let lineHeight = 18.0
    private static let swatchWidth = 22.0
    private static let gap = 7.0
    package static let padding = 7.0

    /// Marks of the same name share an entry. With `lineWidth`, entries stand side by side in as many lines as they need. Names longer than `maxWidth` end in "…", entries beyond `maxHeight` become "and n more".
    package init(marks: [(any Mark, SeriesStyle)], maxWidth: Double, maxHeight: Double, lineWidth: Double? = nil) {
        self.lineWidth = lineWidth
        let isDense = marks.reduce(0) { $0 + $1.0.pointCount } > PointMark.denseCount
        for (mark, style) in marks {
            guard let label = mark.label, var swatch = mark.swatch(style) else { continue }
            if isDense, case .symbol(_, let color, _) = swatch { swatch = .symbol(.circle, color, isHollow: false) }
            if let index = entries.firstIndex(where: { $0.text == label }) {
                if !entries[index].swatches.contains(swatch) { entries[index].swatches.append(swatch) }
            } else {
                entries.append(Entry(text: label, swatches: [swatch]))
            }
        }
        let room = max(1, Int((maxHeight - 2 * Self.padding) / Self.lineHeight))
        if !isHorizontal, entries.count > room {
            isShortened = true
            let rest = entries.count - room + 1
            entries = entries.prefix(room - 1) + [Entry(text: "and \(rest) more", swatches: [])]
        }
        let limit = max(maxWidth - Self.swatchWidth - Self.gap - 2 * Self.padding, 24)
        for index in entries.indices where TextMarkup(entries[index].text).width(size: Self.size) > limit {
            isShortened = true
            entries[index].text = TextMetrics.ellipsised(entries[index].text, width: limit, size: Self.size)
        }
        let widths = entries.map { Self.swatchWidth + Self.gap + TextMarkup($0.text).width(size: Self.size) }
        guard let widest = widths.max() else { return }
        if let lineWidth {
            let places = Self.places(widths, lineWidth: lineWidth)
            width = zip(places, widths).map { $0.x + $1 }.max() ?? 0
            height = (places.last?.y ?? 0) + Self.lineHeight
        } else {
            width = widest + 2 * Self.padding
            height = Double(entries.count) * Self.lineHeight + 2 * Self.padding - 4
        }
    }

    /// Side by side, in a new line where the next one has no room.
    private static func places(_ widths: [Double], lineWidth: Double) -> [Point] {
        var (x, y) = (0.0, 0.0)
        return widths.map { width in
            if x > 0, x + width > lineWidth { (x, y) = (0, y + lineHeight) }
            defer { x += width + 16 }
            return Point(x: x, y: y)
        }
    }

    package var isEmpty: Bool { entries.isEmpty }

    /// The first free place in the plot, corners first.
    package func freePlace(in plot: Rect, _ occupancy: OccupancyGrid) -> Point? {
        let room = 8.0
        let left = plot.x + room
        let right = plot.maxX - width - room
        let top = plot.y + room
        let bottom = plot.maxY - height - room
        guard right > left, bottom > top, width < plot.width * 0.6, height < plot.height * 0.8 else { return nil }
        let middleX = plot.midX - width / 2
        let middleY = plot.midY - height / 2
        let candidates = [
            (right, top), (left, top), (right, bottom), (left, bottom), (middleX, top), (middleX, bottom),
            (right, middleY), (left, middleY),
        ]
        for (x, y) in candidates
        where occupancy.isFree(Rect(x: x - 5, y: y - 5, width: width + 10, height: height + 10)) {
            return Point(x: x, y: y)
        }
        return nil
    }

    package func draw(at origin: Point, theme: Theme, isBoxed: Bool, into writer: inout SVGWriter) {
        guard !entries.isEmpty else { return }
        if isBoxed {
            writer.raw("<rect fill-opacity=\".9\"")
            writer.attribute("x", origin.x)
            writer.attribute("y", origin.y)
            writer.attribute("width", width)
            writer.attribute("height", height)
            writer.attribute("rx", 3)
            writer.attribute("fill", theme.background)
            writer.attribute("stroke", theme.grid)
            writer.raw("/>")
        }
        let widths = entries.map { Self.swatchWidth + Self.gap + TextMarkup($0.text).width(size: Self.size) }
        let places =
            lineWidth.map { Self.places(widths, lineWidth: $0) }
            ?? entries.indices.map { Point(x: Self.padding, y: Self.padding - 2 + Double($0) * Self.lineHeight) }
        for (entry, place) in zip(entries, places) {
            let (x, y) = (origin.x + place.x, origin.y + place.y + 9)
            for swatch in entry.swatches { draw(swatch, x: x, y: y, theme: theme, into: &writer) }
            let indent = entry.swatches.isEmpty ? 0 : Self.swatchWidth + Self.gap
            writer.text(
                TextMarkup(entry.text), x: x + indent, y: y + Self.size * 0.36,
                style: TextStyle(size: Self.size, color: theme.text))
        }
    }

    private func draw(_ swatch: LegendSwatch, x: Double, y: Double, theme: Theme, into writer: inout SVGWriter) {
        switch swatch {
        case .line(let color, let width, let dash):
            writer.beginPath()
            writer.move(x, y)
            writer.line(x + Self.swatchWidth, y)
            writer.endPath()
            writer.attribute("stroke", color)
            writer.attribute("stroke-width", min(max(width, 1), 4))
            writer.dash(dash)
        case .symbol(let symbol, let color, let isHollow):
            writer.beginPath()
            writer.symbol(
                symbol, outline: symbol.outline(radius: 4.2), radius: 4.2, at: Point(x: x + Self.swatchWidth / 2, y: y))
            writer.endPath()
            writer.symbolPaint(symbol, color: color, radius: 4.2, rim: theme.background, isHollow: isHollow)
        case .fill(let color, let opacity, let hatch):
            let box = Rect(x: x, y: y - 5, width: Self.swatchWidth, height: 10)
            writer.raw("<rect")
            writer.attribute("x", box.x)
            writer.attribute("y", box.y)
            writer.attribute("width", box.width)
            writer.raw(" height=\"10\" rx=\"1.5\"")
            writer.attribute("fill", color)
            writer.attribute("fill-opacity", fraction: opacity)
            writer.raw("/>")
            writer.hatch(hatch, in: [box], color: theme.background)
            return
        }
        writer.raw("/>")
    }
}
