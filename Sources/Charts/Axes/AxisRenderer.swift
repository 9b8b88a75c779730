/// Draws the grid, the axes, their ticks and labels.
struct AxisRenderer {
    let chart: Chart
    let layout: ChartLayout

    private var theme: Theme { chart.theme }
    private var plot: Rect { layout.plot }

    /// Under the data; minor ticks have no line.
    func drawGrid(into writer: inout SVGWriter) {
        let vertical = chart.horizontalAxis.isHidden || !chart.horizontalAxis.showsGrid ? [] : layout.xTicks
        let horizontal = chart.verticalAxis.isHidden || !chart.verticalAxis.showsGrid ? [] : layout.yTicks
        guard (vertical + horizontal).contains(where: { $0.label != nil }) else { return }
        writer.beginPath()
        for tick in vertical where tick.label != nil {
            writer.move(layout.x(tick.value), plot.y)
            writer.line(layout.x(tick.value), plot.maxY)
        }
        for tick in horizontal where tick.label != nil {
            writer.move(plot.x, layout.y(tick.value))
            writer.line(plot.maxX, layout.y(tick.value))
        }
        writer.endPath()
        writer.attribute("stroke", theme.grid)
        writer.raw("/>")
    }

    /// On top of the data.
    func drawAxes(into writer: inout SVGWriter) {
        drawLinesAndTicks(into: &writer)
        let tickStyle = TextStyle(size: ChartLayout.tickSize, color: theme.mutedText)
        let labelStyle = TextStyle(size: ChartLayout.labelSize, color: theme.text, anchor: .middle)
        if !chart.horizontalAxis.isHidden {
            var style = tickStyle
            style.anchor = .middle
            let baseline = plot.maxY + ChartLayout.tickLength + ChartLayout.tickSize + 2
            for tick in layout.xTicks {
                guard let label = tick.label else { continue }
                if let room = layout.uprightLabels {
                    style.anchor = .end
                    style.rotation = -90
                    writer.text(
                        fitted(label, room, size: ChartLayout.tickSize),
                        x: layout.x(tick.value) + ChartLayout.tickSize * 0.36,
                        y: plot.maxY + ChartLayout.tickLength + 4,
                        style: style)
                } else {
                    writer.text(TextMarkup(label), x: layout.x(tick.value), y: baseline, style: style)
                }
            }
            if let label = chart.horizontalAxis.label {
                let labelHeight = layout.uprightLabels ?? ChartLayout.tickSize
                let drop = chart.horizontalAxis.ticks == .none ? 0 : ChartLayout.tickLength + labelHeight + 5
                writer.text(
                    fitted(label, plot.width), x: plot.midX, y: plot.maxY + drop + ChartLayout.labelSize + 2,
                    style: labelStyle)
            }
        }
        if !chart.verticalAxis.isHidden {
            var style = tickStyle
            style.anchor = .end
            let edge = plot.x - ChartLayout.tickLength - 4
            var widest = 0.0
            for tick in layout.yTicks {
                guard let label = tick.label else { continue }
                let markup = fitted(label, max(layout.yLabelWidth, 10), size: ChartLayout.tickSize)
                widest = max(widest, markup.width(size: ChartLayout.tickSize))
                writer.text(markup, x: edge, y: layout.y(tick.value) + ChartLayout.tickSize * 0.36, style: style)
            }
            if let label = chart.verticalAxis.label {
                var style = labelStyle
                style.rotation = -90
                let markup = fitted(label, plot.height)
                // A subscript stands nearer to the numbers.
                let gap = markup.runs.contains { $0.shift == .lowered } ? 10.0 : 7
                let x = (chart.verticalAxis.ticks == .none ? plot.x - 2 : edge - widest) - gap
                writer.text(markup, x: x, y: plot.midY, style: style)
            }
        }
    }

    private func drawLinesAndTicks(into writer: inout SVGWriter) {
        guard !chart.horizontalAxis.isHidden || !chart.verticalAxis.isHidden else { return }
        writer.beginPath()
        if !chart.horizontalAxis.isHidden {
            writer.move(plot.x, plot.maxY)
            writer.line(plot.maxX, plot.maxY)
            for tick in layout.xTicks {
                writer.move(layout.x(tick.value), plot.maxY)
                writer.line(layout.x(tick.value), plot.maxY + ChartLayout.tickLength * (tick.label == nil ? 0.6 : 1))
            }
        }
        if !chart.verticalAxis.isHidden {
            writer.move(plot.x, plot.y)
            writer.line(plot.x, plot.maxY)
            for tick in layout.yTicks {
                writer.move(plot.x, layout.y(tick.value))
                writer.line(plot.x - ChartLayout.tickLength * (tick.label == nil ? 0.6 : 1), layout.y(tick.value))
            }
        }
        writer.endPath()
        writer.raw(" fill=\"none\"")
        writer.attribute("stroke", theme.axis)
        writer.raw("/>")
    }

    /// Mathematics is not shortened: it would lose its braces.
    private func fitted(_ label: String, _ width: Double, size: Double = ChartLayout.labelSize) -> TextMarkup {
        let markup = TextMarkup(label)
        guard markup.width(size: size) > width, markup.runs.count == 1 else { return markup }
        return TextMarkup(TextMetrics.ellipsised(label, width: width, size: size))
    }
}
