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
        writer.text(
            TextMarkup(TextMetrics.ellipsised(text, width: width, size: 12)), x: left, y: origin.y + 55,
            style: TextStyle(size: 12, color: theme.text))
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
        var chart = Chart {
            LineMark(
                x: (0..<history.loss.count).map { Double($0 + 1) }, y: history.loss,
                label: "training", color: theme.palette.color(0))
            if !history.validationLoss.isEmpty {
                LineMark(
                    x: (0..<history.validationLoss.count).map { Double($0 + 1) }, y: history.validationLoss,
                    label: "validation", color: theme.palette.color(1), dash: [6, 3])
            }
        }
        // The whole training's width from the start: the curve grows into it, rather than being squeezed anew each time.
        chart.horizontalAxis = Axis(
            label: "epoch", range: epochs > 1 ? 1...Double(max(epochs, count)) : nil, ticks: .integers)
        chart.verticalAxis = Axis(label: "loss", scale: Chart.automaticScale(history.loss + history.validationLoss))
        chart.theme = theme
        chart.size = ChartSize(width: size.width, height: size.height - 56)
        return chart
    }
}
