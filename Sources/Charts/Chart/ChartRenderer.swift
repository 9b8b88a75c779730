/// Draws a chart into a rectangle of an SVG document.
struct ChartRenderer {
    private let chart: Chart
    private let area: Rect
    private let styled: [(any Mark, SeriesStyle)]

    init(_ chart: Chart, in area: Rect) {
        self.chart = chart
        self.area = area
        styled = Self.styles(chart)
    }

    /// The palette's colours in the order of the series; marks of the same name are one series.
    private static func styles(_ chart: Chart) -> [(any Mark, SeriesStyle)] {
        var slots: [String: Int] = [:]
        var next = 0
        return chart.marks.map { mark in
            var slot = next
            if mark.takesPaletteColor {
                if let label = mark.label, let known = slots[label] {
                    slot = known
                } else {
                    if let label = mark.label { slots[label] = next }
                    next += 1
                }
            }
            return (mark, SeriesStyle(color: chart.theme.palette.color(slot), symbol: .automatic(slot)))
        }
    }

    func render(into writer: inout SVGWriter) {
        let legend = Legend(
            marks: styled, maxWidth: min(210, area.width * 0.34), maxHeight: area.height - 60,
            isHorizontal: chart.legendPlacement == .top)
        let isHidden = legend.isEmpty || chart.legendPlacement == .hidden
        let reserved: (right: Double, top: Double)
        switch chart.legendPlacement {
        case .outside where !isHidden: reserved = (legend.width + 6, 0)
        case .top where !isHidden: reserved = (0, legend.height + 2)
        default: reserved = (0, 0)
        }
        var layout = ChartLayout(chart, in: area, reserved: reserved)
        var canvas = drawnMarks(layout)
        var place: Point?
        switch chart.legendPlacement {
        case _ where isHidden: place = nil
        case .automatic:
            place = legend.freePlace(in: layout.plot, canvas.occupancy)
            if place == nil {
                layout = ChartLayout(chart, in: area, reserved: (legend.width + 6, 0))
                canvas = drawnMarks(layout)
                place = Point(x: layout.plot.maxX + 8, y: layout.plot.y - 4)
            }
        case .top: place = Point(x: layout.plot.x, y: layout.plot.y - legend.height - 4)
        case .outside, .hidden: place = Point(x: layout.plot.maxX + 8, y: layout.plot.y - 4)
        }
        let axes = AxisRenderer(chart: chart, layout: layout)
        drawTitles(layout, into: &writer)
        if chart.theme.plotBackground != chart.theme.background {
            writer.rectangle(layout.plot, fill: chart.theme.plotBackground)
        }
        axes.drawGrid(into: &writer)
        appendClipped(canvas, layout, into: &writer)
        axes.drawAxes(into: &writer)
        if let place {
            let isInside = place.x < layout.plot.maxX && chart.legendPlacement == .automatic
            legend.draw(at: place, theme: chart.theme, isBoxed: isInside, into: &writer)
        }
    }

    private func drawnMarks(_ layout: ChartLayout) -> Canvas {
        var canvas = Canvas(
            x: layout.x, y: layout.y, plot: layout.plot, theme: chart.theme,
            pointCount: chart.marks.reduce(0) { $0 + $1.pointCount })
        for (mark, style) in styled {
            canvas.style = style
            mark.draw(on: &canvas)
        }
        return canvas
    }

    /// Marks end at the plot's edge; half a symbol may stand over it.
    private func appendClipped(_ canvas: Canvas, _ layout: ChartLayout, into writer: inout SVGWriter) {
        guard !canvas.writer.bytes.isEmpty else { return }
        let identifier = writer.makeIdentifier()
        let room = layout.plot.insetBy(-1)
        writer.raw("<clipPath id=\"")
        writer.identifier(identifier)
        writer.raw("\"><rect")
        writer.attribute("x", room.x)
        writer.attribute("y", room.y)
        writer.attribute("width", room.width)
        writer.attribute("height", room.height)
        writer.raw("/></clipPath><g clip-path=\"url(#")
        writer.identifier(identifier)
        writer.raw(")\">")
        writer.append(canvas.writer)
        writer.raw("</g>")
    }

    private func drawTitles(_ layout: ChartLayout, into writer: inout SVGWriter) {
        let x = area.x + ChartLayout.padding
        var y = area.y + ChartLayout.padding
        for line in layout.titleLines {
            y += ChartLayout.titleSize - 1
            writer.text(
                TextMarkup(line), x: x, y: y,
                style: TextStyle(size: ChartLayout.titleSize, color: chart.theme.text, isBold: true))
            y += 5
        }
        guard let subtitle = chart.subtitle else { return }
        let fitted = TextMetrics.ellipsised(
            subtitle, width: area.width - 2 * ChartLayout.padding, size: ChartLayout.subtitleSize)
        writer.text(
            TextMarkup(fitted), x: x, y: y + ChartLayout.subtitleSize,
            style: TextStyle(size: ChartLayout.subtitleSize, color: chart.theme.mutedText))
    }
}
