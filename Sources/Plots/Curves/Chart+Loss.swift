public import Charts
public import NeuralEngine

extension Chart {
    /// The loss of each epoch on training and validation data, the best epoch marked.
    ///
    /// The best epoch is the one of lowest validation loss, or of lowest training loss where there is no validation data.
    ///
    /// - Parameter scale: Nothing: logarithmic when the losses span more than a factor of 100, linear otherwise.
    public static func loss(_ history: History, scale: AxisScale? = nil, theme: Theme = .light) -> Chart {
        let epochs = (0..<max(history.loss.count, history.validationLoss.count)).map { Double($0 + 1) }
        let scale = scale ?? automaticScale(history.loss + history.validationLoss)
        let judged = history.validationLoss.isEmpty ? history.loss : history.validationLoss
        return Chart(
            title: "Loss of \(history.model) on \(history.dataset)",
            subtitle: subtitle(history), description: description(history)
        ) {
            LineMark(
                x: Array(epochs.prefix(history.loss.count)), y: history.loss, label: "training",
                color: theme.palette.color(0))
            if !history.validationLoss.isEmpty {
                LineMark(
                    x: Array(epochs.prefix(history.validationLoss.count)), y: history.validationLoss,
                    label: "validation", color: theme.palette.color(1), dash: [6, 3])
            }
            if let best = best(judged), judged.count > 1 {
                PointMark(
                    x: [Double(best + 1)], y: [judged[best]],
                    label: "best: epoch \(best + 1), \(NumberText.readable(judged[best]))",
                    color: theme.palette.color(history.validationLoss.isEmpty ? 0 : 1), symbol: .circle,
                    radius: 4.5, isHollow: true)
            }
        }
        .xAxis("epoch", ticks: .integers)
        .yAxis(lossName(history.lossFunction), scale: scale)
        .theme(theme)
    }

    static func automaticScale(_ values: [Double]) -> AxisScale {
        var extent = DataExtent()
        for value in values { extent.include(value) }
        guard !extent.isEmpty, extent.lower > 0 else { return .linear }
        return extent.upper / extent.lower > 100 ? .log : .linear
    }

    /// The place of the lowest value, the first one of equals; NaN is never the lowest.
    static func best(_ values: [Double]) -> Int? {
        var best: Int?
        for (index, value) in values.enumerated() where value.isFinite {
            if let known = best, values[known] <= value { continue }
            best = index
        }
        return best
    }

    /// `meanSquaredError` as words: "mean squared error".
    static func lossName(_ loss: Loss) -> String { words(loss.name) }

    /// A name in camel case as words.
    static func words(_ name: String) -> String {
        name.reduce(into: "") { text, character in
            text += character.isUppercase ? " " + character.lowercased() : String(character)
        }
    }

    static func subtitle(_ history: History) -> String? {
        if history.interrupted { return "interrupted after \(history.epochs) of \(history.plannedEpochs) epochs" }
        if history.stoppedEarly { return "stopped after \(history.epochs) of \(history.plannedEpochs) epochs" }
        return nil
    }

    private static func description(_ history: History) -> String {
        guard !history.loss.isEmpty else { return "No epoch was finished, so there is nothing to draw" }
        return "\(lossName(history.lossFunction)) over \(NumberText.count(history.loss.count, "epoch"))"
    }
}
