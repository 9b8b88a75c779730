public import Charts
public import NeuralEngine

extension Chart {
    /// The perceptron's line after chosen updates, over its data; the last one with its weight vector.
    ///
    /// - Parameter updates: Places in `trace.updates`, from 0; nil: a few, evenly spread, and the last. A last recorded update
    ///   stands for the end of the training.
    /// - Throws: ``PlotError`` for data without exactly two features, or an update that was not recorded.
    public static func perceptron(
        _ trace: PerceptronTrace, over data: Dataset, updates: [Int]? = nil, theme: Theme = .light
    ) throws -> Chart {
        let chosen = updates ?? spread(trace.updates.count)
        let drawn = try chosen.map { try recorded($0, in: trace) }
        let outcome = trace.converged ? "converged" : trace.interrupted ? "interrupted" : "not converged"
        var chart = try lines(
            drawn.map(\.weightsAfter), labels: chosen.map { "update \($0 + 1)" }, over: data,
            title: "Perceptron on \(trace.dataset)", theme: theme)
        chart.subtitle =
            "\(outcome) after \(NumberText.count(trace.epochs, "epoch")) and \(NumberText.count(trace.updateCount, "update"))"
        return chart
    }

    /// One update of a perceptron: the line before and after it, and the example that was on the wrong side.
    ///
    /// - Parameter index: The place in `trace.updates`, from 0.
    /// - Throws: As ``perceptron(_:over:updates:theme:)``.
    public static func perceptronUpdate(
        _ trace: PerceptronTrace, _ index: Int, over data: Dataset, theme: Theme = .light
    ) throws -> Chart {
        let update = try recorded(index, in: trace)
        // Before the first update all weights are zero, which is no line.
        let hasLineBefore = update.weightsBefore.dropFirst().contains { $0 != 0 }
        var chart = try lines(
            (hasLineBefore ? [update.weightsBefore] : []) + [update.weightsAfter],
            labels: (hasLineBefore ? ["before"] : []) + ["after"], over: data,
            title: "Update \(index + 1) of the perceptron on \(trace.dataset)", emphasised: [update.index], theme: theme
        )
        let values = update.weightsAfter.map { NumberText.readable($0) }.joined(separator: ", ")
        chart.subtitle =
            "epoch \(update.epoch), example \(update.index) of class \(update.y > 0 ? "+1" : "−1"), w = (\(values))"
        return chart
    }

    /// How many examples a perceptron got wrong in each epoch, on an axis from 0: how far it is from having none is seen.
    public static func perceptronErrors(_ trace: PerceptronTrace, theme: Theme = .light) -> Chart {
        let most = Double(max(trace.errors.max() ?? 1, 1))
        let outcome = trace.converged ? "the last epoch had none: converged" : "not converged"
        return Chart(title: "Mistakes of the perceptron on \(trace.dataset)", subtitle: outcome) {
            LineMark(
                x: trace.errors.indices.map { Double($0 + 1) }, y: trace.errors.map(Double.init),
                color: theme.palette.color(0))
            if trace.errors.count <= 60 {
                PointMark(
                    x: trace.errors.indices.map { Double($0 + 1) }, y: trace.errors.map(Double.init),
                    color: theme.palette.color(0), symbol: .circle)
            }
        }
        .xAxis("epoch", ticks: .integers)
        .yAxis("mistakes", range: 0...(most * 1.06), ticks: .integers)
        .theme(theme)
    }

    private static func recorded(_ index: Int, in trace: PerceptronTrace) throws -> PerceptronUpdate {
        guard trace.updates.indices.contains(index) else {
            throw PlotError(
                "The trace holds \(NumberText.count(trace.updates.count, "update")), 0 to \(trace.updates.count - 1), not \(index)."
            )
        }
        return trace.updates[index]
    }

    /// At most four places of so many: the first, the last, and those at one third and two thirds.
    private static func spread(_ count: Int) -> [Int] {
        guard count > 4 else { return Array(0..<count) }
        return [0, (count - 1) / 3, 2 * (count - 1) / 3, count - 1]
    }
}
