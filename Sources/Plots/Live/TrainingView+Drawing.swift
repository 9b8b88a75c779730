public import Charts
import NeuralEngine

extension TrainingView {
    public func draw(into writer: inout SVGWriter, at origin: (x: Double, y: Double)) {
        let left = origin.x + 14
        let width = size.width - 28
        let heading = TextMetrics.ellipsised(title, width: width * 0.55, size: 13, bold: true)
        writer.text(
            TextMarkup(heading), x: left, y: origin.y + 22, style: TextStyle(size: 13, color: theme.text, isBold: true))
        writer.text(
            TextMarkup(status), x: left + width, y: origin.y + 22,
            style: TextStyle(size: 11, color: theme.mutedText, anchor: .end))
        drawBar(into: &writer, Rect(x: left, y: origin.y + 31, width: width, height: 6))
        let text = numbers.map { "\($0.name) \(NumberText.readable($0.value))" }.joined(separator: "\u{2003}")
        // The long names of metrics, measured twice, do not fit at the usual size.
        let fontSize = TextMetrics.width(of: text, size: 12) <= width ? 12 : 10.5
        writer.text(
            TextMarkup(TextMetrics.ellipsised(text, width: width, size: fontSize)), x: left, y: origin.y + 55,
            style: TextStyle(size: fontSize, color: theme.text))
        curve.draw(into: &writer, at: (origin.x, origin.y + 56))
    }

    private func drawBar(into writer: inout SVGWriter, _ rect: Rect) {
        writer.rectangle(rect, fill: theme.grid, radius: 3)
        guard fraction > 0 else { return }
        let color =
            switch state {
            case .running: theme.palette.color(0)
            case .finished, .stoppedEarly: theme.palette.color(2)
            case .interrupted, .failed: theme.palette.color(1)
            }
        writer.rectangle(
            Rect(x: rect.x, y: rect.y, width: max(rect.width * fraction, 6), height: rect.height), fill: color,
            radius: 3)
    }

    private var curve: Chart {
        let count = max(history.loss.count, history.validationLoss.count)
        let training = Self.thinned(history.loss)
        let validation = Self.thinned(history.validationLoss)
        var chart = Chart {
            LineMark(x: training.epochs, y: training.values, label: "training", color: theme.palette.color(0))
            if !validation.values.isEmpty {
                LineMark(
                    x: validation.epochs, y: validation.values, label: "validation", color: theme.palette.color(1),
                    dash: [6, 3])
            }
        }
        // The whole training's width from the start: the curve grows into it, rather than being squeezed anew each time.
        chart.horizontalAxis = Axis(
            label: "epoch", range: epochs > 1 ? 1...Double(max(epochs, count)) : nil, ticks: .integers)
        chart.verticalAxis = Axis(label: "loss", scale: Chart.automaticScale(training.values + validation.values))
        chart.theme = theme
        // Above the plot, where it stays: in a free corner it would jump about while the curve grows.
        chart.legendPlacement = .top
        chart.size = ChartSize(width: size.width, height: size.height - 56)
        return chart
    }

    /// The lowest and the highest value of each of about a thousand stretches, in their order, and the last value: what a
    /// curve of that width shows of a hundred thousand epochs.
    private static func thinned(_ values: [Double]) -> (epochs: [Double], values: [Double]) {
        var kept = Array(values.indices)
        if values.count > 4000 {
            kept = []
            let size = values.count / 1000
            for start in stride(from: 0, to: values.count, by: size) {
                var (lowest, highest) = (start, start)
                for index in start..<min(start + size, values.count) {
                    if values[index] < values[lowest] { lowest = index }
                    if values[index] > values[highest] { highest = index }
                }
                kept.append(min(lowest, highest))
                if lowest != highest { kept.append(max(lowest, highest)) }
            }
            if kept.last != values.count - 1 { kept.append(values.count - 1) }
        }
        return (kept.map { Double($0 + 1) }, kept.map { values[$0] })
    }
}
