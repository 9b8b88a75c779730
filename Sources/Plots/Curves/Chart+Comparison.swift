public import Charts
public import NeuralEngine

extension Chart {
    /// The losses of several trainings in one picture: learning rates, optimizers or networks compared.
    ///
    /// - Parameters:
    ///   - histories: Each with its name for the legend.
    ///   - usesValidation: The validation losses rather than the training losses.
    /// - Throws: ``PlotError`` without histories, or for validation losses where there are none.
    public static func losses(
        _ histories: [(name: String, history: History)], usesValidation: Bool = false, scale: AxisScale? = nil,
        title: String? = nil, theme: Theme = .light
    ) throws -> Chart {
        guard !histories.isEmpty else { throw PlotError("No history was given, so there is nothing to compare.") }
        if usesValidation, let odd = histories.first(where: { $0.history.validationLoss.isEmpty }) {
            throw PlotError("\(odd.name) was trained without validation data, so it has no validation loss.")
        }
        let series = histories.map { ($0.name, usesValidation ? $0.history.validationLoss : $0.history.loss) }
        // A training that diverges reaches 1e30 in a few epochs and leaves the others a flat line.
        let starts = series.compactMap(\.1.first).filter(\.isFinite)
        let limit = (starts.max() ?? 1) * 1000
        let shown = series.map { name, values in (name, values.map { abs($0) <= limit ? $0 : .nan }) }
        let cut = zip(series, shown).filter { $0.1 != $1.1 && $1.1.contains { $0.isNaN } }.map(\.0.0)
        let losses = Set(histories.map(\.history.lossFunction.name))
        return Chart(
            title: title ?? (usesValidation ? "Validation losses compared" : "Training losses compared"),
            subtitle: cut.isEmpty ? nil : "diverges: \(cut.joined(separator: ", "))"
        ) {
            for (index, (name, values)) in shown.enumerated() {
                LineMark(
                    x: values.indices.map { Double($0 + 1) }, y: values, label: name, color: theme.palette.color(index),
                    dash: LineDash.automatic(index))
            }
        }
        .xAxis("epoch", ticks: .integers)
        .yAxis(
            losses.count == 1 ? lossName(histories[0].history.lossFunction) : "loss",
            scale: scale ?? automaticScale(shown.flatMap(\.1))
        )
        .theme(theme)
    }

    /// The learning rate of each epoch of a training.
    public static func learningRate(_ history: History, theme: Theme = .light) -> Chart {
        Chart(title: "Learning rate of \(history.model) on \(history.dataset)") {
            LineMark(
                x: history.learningRate.indices.map { Double($0 + 1) }, y: history.learningRate,
                color: theme.palette.color(0))
        }
        .xAxis("epoch", ticks: .integers)
        // Linear, as in the picture of a schedule: a cosine that ends near 0 is no cosine on a logarithmic axis.
        .yAxis("learning rate $\\eta$")
        .theme(theme)
    }

    /// The learning rate that a schedule gives for each step.
    ///
    /// - Throws: ``PlotError`` for fewer than two steps.
    public static func schedule(
        _ schedules: [(name: String, schedule: LearningRateSchedule)], initial: Double, steps: Int,
        theme: Theme = .light
    ) throws -> Chart {
        guard steps >= 2 else { throw PlotError("A schedule over \(steps) steps is no curve; give at least 2.") }
        let count = min(steps, 2000)
        let places = (0..<count).map { $0 * (steps - 1) / (count - 1) }
        return Chart(title: "Learning-rate schedules", subtitle: "from $\\eta_0$ = \(NumberText.readable(initial))") {
            for (index, (name, schedule)) in schedules.enumerated() {
                LineMark(
                    x: places.map(Double.init), y: places.map { schedule.rate(after: $0, initial: initial) },
                    label: name,
                    color: theme.palette.color(index), dash: LineDash.automatic(index))
            }
        }
        .xAxis("step", ticks: .integers)
        .yAxis("learning rate $\\eta$")
        .theme(theme)
    }
}
