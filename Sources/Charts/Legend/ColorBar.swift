/// A colour scale, measured and ready to be drawn right of a plot.
struct ColorBar {
    private let scale: ColorScale
    private let ticks: [Tick]
    /// The whole width, the distance from the plot included.
    let width: Double

    private static let gap = 12.0
    private static let thickness = 13.0
    private static let size = 11.0

    /// - Parameter height: Of the plot, which decides how many ticks have room.
    init?(_ chart: Chart, height: Double) {
        guard chart.showsColorBar, var scale = chart.marks.lazy.compactMap(\.colorScale).first else { return nil }
        if scale.range.lowerBound == scale.range.upperBound {
            let room = max(abs(scale.range.lowerBound) * 0.1, 1e-3)
            scale.range = (scale.range.lowerBound - room)...(scale.range.upperBound + room)
        }
        self.scale = scale
        ticks = Ticks.linear(scale.range, target: max(2, Int(height / 46)))
        let widest = ticks.compactMap(\.label).map { TextMarkup($0).width(size: Self.size) }.max() ?? 0
        width = Self.gap + Self.thickness + 6 + widest + (scale.label == nil ? 0 : 20) + 4
    }

    func draw(beside plot: Rect, theme: Theme, into writer: inout SVGWriter) {
        let bar = Rect(x: plot.maxX + Self.gap, y: plot.y, width: Self.thickness, height: plot.height)
        let identifier = writer.makeIdentifier()
        writer.raw("<linearGradient x1=\"0\" y1=\"1\" x2=\"0\" y2=\"0\" id=\"")
        writer.identifier(identifier)
        writer.raw("\">")
        let stops = scale.colors.stops
        for (index, color) in stops.enumerated() {
            writer.raw("<stop")
            writer.attribute("offset", fraction: Double(index) / Double(max(stops.count - 1, 1)))
            writer.attribute("stop-color", color)
            writer.raw("/>")
        }
        writer.raw("</linearGradient><rect")
        writer.attribute("x", bar.x)
        writer.attribute("y", bar.y)
        writer.attribute("width", bar.width)
        writer.attribute("height", bar.height)
        writer.raw(" fill=\"url(#")
        writer.identifier(identifier)
        writer.raw(")\"")
        writer.attribute("stroke", theme.axis)
        writer.raw(" stroke-width=\".5\"/>")
        let place = ScaleTransform(scale: .linear, domain: scale.range, start: bar.maxY, end: bar.y)
        writer.beginPath()
        for tick in ticks {
            writer.move(bar.maxX, place(tick.value))
            writer.line(bar.maxX + 3, place(tick.value))
        }
        writer.endPath()
        writer.attribute("stroke", theme.axis)
        writer.raw("/>")
        let style = TextStyle(size: Self.size, color: theme.mutedText)
        for tick in ticks {
            guard let label = tick.label else { continue }
            writer.text(
                TextMarkup(label), x: bar.maxX + 6, y: place(tick.value) + Self.size * 0.36, style: style)
        }
        guard let label = scale.label else { return }
        let fitted = TextMetrics.ellipsised(label, width: plot.height, size: ChartLayout.labelSize)
        writer.text(
            TextMarkup(label.contains("$") ? label : fitted), x: plot.maxX + width - 8, y: plot.midY,
            style: TextStyle(size: ChartLayout.labelSize, color: theme.text, anchor: .middle, rotation: -90))
    }
}
