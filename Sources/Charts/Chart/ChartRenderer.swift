/// Draws a chart into a rectangle of an SVG document.
struct ChartRenderer {
    private let chart: Chart
    private let area: Rect
    private let frames: [AnimationFrame]
    /// The chart with the marks of all frames, which decide the axes.
    private let whole: Chart

    init(_ chart: Chart, in area: Rect, frames: [AnimationFrame] = []) {
        var chart = chart
        // A line for the captions.
        if frames.contains(where: { !$0.caption.isEmpty }), chart.subtitle == nil { chart.subtitle = "" }
        self.chart = chart
        self.area = area
        self.frames = frames
        for frame in frames { chart.marks += frame.marks }
        whole = chart
    }

    private typealias StyledMark = (mark: any Mark, style: SeriesStyle)

    /// The palette's colours in the order of the series; marks of the same name are one series.
    private func styled(_ marks: [any Mark]) -> [StyledMark] {
        var slots: [String: Int] = [:]
        var next = 0
        var lines: [String] = []
        return marks.map { mark in
            var slot = next
            if mark.takesPaletteColor {
                if let label = mark.label, let known = slots[label] {
                    slot = known
                } else {
                    if let label = mark.label { slots[label] = next }
                    next += 1
                }
            }
            var dash: [Double] = []
            if mark is LineMark, mark.takesPaletteColor {
                // Lines are counted alone: one through five classes of points is still the first.
                let known = mark.label.flatMap { lines.firstIndex(of: $0) }
                dash = LineDash.automatic(known ?? lines.count)
                if known == nil { lines.append(mark.label ?? "") }
            }
            let style = SeriesStyle(
                color: chart.theme.palette.color(slot), symbol: .automatic(slot), dash: dash, hatch: .automatic(slot))
            return (mark, style)
        }
    }

    /// A layout with everything that is drawn in it.
    private struct Drawing {
        let layout: ChartLayout
        let bar: ColorBar?
        let still: Canvas
        let frames: [Canvas]
    }

    private func drawing(right: Double = 0, top: Double = 0) -> Drawing {
        let bar = ColorBar(whole, height: area.height * 0.75)
        let layout = ChartLayout(whole, in: area, reserved: (right + (bar?.width ?? 0), top))
        return Drawing(
            layout: layout, bar: bar, still: canvas(styled(chart.marks), layout),
            frames: frames.map { frame in
                canvas(Array(styled(chart.marks + frame.marks).dropFirst(chart.marks.count)), layout)
            })
    }

    private func canvas(_ marks: [StyledMark], _ layout: ChartLayout) -> Canvas {
        var canvas = Canvas(
            x: layout.x, y: layout.y, plot: layout.plot, theme: chart.theme,
            pointCount: whole.marks.reduce(0) { $0 + $1.pointCount })
        for (mark, style) in marks {
            canvas.style = style
            mark.draw(on: &canvas)
        }
        return canvas
    }

    func render(into writer: inout SVGWriter, timing: AnimationTiming? = nil) {
        let named = styled(chart.marks + (frames.last?.marks ?? []))
        var legend = legend(named, maxWidth: min(210, area.width * 0.34))
        let placement = legend.isEmpty ? .hidden : chart.legendPlacement
        var drawing =
            switch placement {
            case .outside: self.drawing(right: legend.width + 6)
            case .top: self.drawing(top: legend.height + 2)
            case .automatic, .hidden: self.drawing()
            }
        var place: Point?
        var isInside = false
        switch placement {
        case .hidden: break
        case .top: place = Point(x: drawing.layout.plot.x, y: drawing.layout.plot.y - legend.height - 4)
        case .outside: place = besides(drawing)
        case .automatic:
            var occupancy = drawing.still.occupancy
            for frame in drawing.frames { occupancy.formUnion(frame.occupancy) }
            // Inside of the plot there is more room for long names than beside it.
            let wide = self.legend(named, maxWidth: min(280, area.width * 0.48))
            if let free = wide.freePlace(in: drawing.layout.plot, occupancy) {
                (place, isInside, legend) = (free, true, wide)
            } else if let free = legend.freePlace(in: drawing.layout.plot, occupancy) {
                (place, isInside) = (free, true)
            } else if legend.isShortened, let above = above(named) {
                legend = above
                drawing = self.drawing(top: legend.height + 2)
                place = Point(x: drawing.layout.plot.x, y: drawing.layout.plot.y - legend.height - 4)
            } else {
                drawing = self.drawing(right: legend.width + 6)
                place = besides(drawing)
            }
        }
        draw(drawing, timing, into: &writer)
        if let place { legend.draw(at: place, theme: chart.theme, isBoxed: isInside, into: &writer) }
    }

    /// A legend above the plot that shows more than one beside it, and leaves the plot most of the height.
    private func above(_ marks: [StyledMark]) -> Legend? {
        let legend = Legend(
            marks: marks.map { ($0.mark, $0.style) }, maxWidth: lineWidth, maxHeight: area.height - 60,
            lineWidth: lineWidth)
        return legend.height <= area.height * 0.2 ? legend : nil
    }

    private var lineWidth: Double { area.width - 2 * ChartLayout.padding - 40 }

    private func legend(_ marks: [StyledMark], maxWidth: Double) -> Legend {
        let lineWidth = chart.legendPlacement == .top ? self.lineWidth : nil
        return Legend(
            marks: marks.map { ($0.mark, $0.style) }, maxWidth: lineWidth ?? maxWidth, maxHeight: area.height - 60,
            lineWidth: lineWidth)
    }

    /// Right of the plot and of its colour bar.
    private func besides(_ drawing: Drawing) -> Point {
        Point(x: drawing.layout.plot.maxX + 8 + (drawing.bar?.width ?? 0), y: drawing.layout.plot.y - 4)
    }

    private func draw(_ drawing: Drawing, _ timing: AnimationTiming?, into writer: inout SVGWriter) {
        let layout = drawing.layout
        let axes = AxisRenderer(chart: chart, layout: layout)
        let captionPlace = drawTitles(layout, into: &writer)
        if chart.theme.plotBackground != chart.theme.background {
            writer.rectangle(layout.plot, fill: chart.theme.plotBackground)
        }
        axes.drawGrid(into: &writer)
        appendClipped(drawing, timing, into: &writer)
        axes.drawAxes(into: &writer)
        drawing.bar?.draw(beside: layout.plot, theme: chart.theme, into: &writer)
        guard let timing else { return }
        for (index, frame) in frames.enumerated() where !frame.caption.isEmpty {
            timing.beginFrame(index, into: &writer)
            drawSubtitle(frame.caption, at: captionPlace, into: &writer)
            writer.raw("</g>")
        }
        timing.drawProgress(in: area, theme: chart.theme, into: &writer)
    }

    /// Marks end at the plot's edge; half a symbol may stand over it.
    private func appendClipped(_ drawing: Drawing, _ timing: AnimationTiming?, into writer: inout SVGWriter) {
        guard !drawing.still.writer.bytes.isEmpty || !drawing.frames.isEmpty else { return }
        let identifier = writer.makeIdentifier()
        let room = drawing.layout.plot.insetBy(-1)
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
        writer.append(drawing.still.writer)
        if let timing {
            for (index, frame) in drawing.frames.enumerated() {
                timing.beginFrame(index, into: &writer)
                writer.append(frame.writer)
                writer.raw("</g>")
            }
        }
        writer.raw("</g>")
    }

    /// - Returns: Where the subtitle stands.
    private func drawTitles(_ layout: ChartLayout, into writer: inout SVGWriter) -> Point {
        let x = area.x + ChartLayout.padding
        var y = area.y + ChartLayout.padding
        for line in layout.titleLines {
            y += ChartLayout.titleSize - 1
            writer.text(
                TextMarkup(line), x: x, y: y,
                style: TextStyle(size: ChartLayout.titleSize, color: chart.theme.text, isBold: true))
            y += 5
        }
        let place = Point(x: x, y: y + ChartLayout.subtitleSize)
        if let subtitle = chart.subtitle, !subtitle.isEmpty { drawSubtitle(subtitle, at: place, into: &writer) }
        return place
    }

    private func drawSubtitle(_ text: String, at place: Point, into writer: inout SVGWriter) {
        let width = area.width - 2 * ChartLayout.padding
        let markup = TextMarkup(text)
        // Mathematics is not shortened: it would lose its braces.
        let fitted =
            markup.runs.count > 1
            ? markup : TextMarkup(TextMetrics.ellipsised(text, width: width, size: ChartLayout.subtitleSize))
        writer.text(
            fitted, x: place.x, y: place.y,
            style: TextStyle(size: ChartLayout.subtitleSize, color: chart.theme.mutedText))
    }
}
