public import Charts
public import NeuralEngine

extension Chart {
    /// Both losses of a game of generator and discriminator (``GAN``), epoch by epoch.
    ///
    /// - Throws: ``PlotError`` for the history of another training.
    public static func adversarial(_ history: History, theme: Theme = .light) throws -> Chart {
        guard let discriminator = history.metrics["discriminatorLoss"], discriminator.count == history.loss.count
        else {
            throw PlotError("The history of \(history.model) is not that of a GAN; expected what its fit returns.")
        }
        let epochs = history.loss.indices.map { Double($0 + 1) }
        return Chart(title: "Losses of \(history.model) on \(history.dataset)", subtitle: subtitle(history)) {
            LineMark(x: epochs, y: history.loss, label: "generator", color: theme.palette.color(0))
            LineMark(x: epochs, y: discriminator, label: "discriminator", color: theme.palette.color(1), dash: [6, 3])
        }
        .xAxis("epoch", ticks: .integers)
        .yAxis("binary cross entropy")
        .theme(theme)
    }

    /// How many examples a pocket perceptron's moving weights and those in its pocket got wrong, epoch by epoch.
    public static func pocket(_ trace: PocketTrace, theme: Theme = .light) -> Chart {
        let epochs = trace.errors.indices.map { Double($0 + 1) }
        return Chart(title: "Pocket perceptron on \(trace.dataset)") {
            LineMark(
                x: epochs, y: trace.errors.map(Double.init), label: "moving weights", color: theme.palette.color(0),
                width: 1)
            LineMark(
                x: epochs, y: trace.pocketErrors.map(Double.init), label: "in the pocket",
                color: theme.palette.color(1), width: 2.4)
        }
        .xAxis("epoch", ticks: .integers)
        .yAxis("wrong examples", ticks: .integers)
        .theme(theme)
    }
}
