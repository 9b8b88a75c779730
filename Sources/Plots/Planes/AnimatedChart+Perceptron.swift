public import Charts
public import NeuralEngine

extension AnimatedChart {
    /// The perceptron's line moving update by update: the example that was on the wrong side is ringed, the line before is
    /// dashed, the new one has its weight vector.
    ///
    /// - Parameter limit: At most so many updates are shown, evenly spread over a longer training; the last one always.
    /// - Throws: ``PlotError`` for data without exactly two features, or a trace without updates.
    public static func perceptron(
        _ trace: PerceptronTrace, over data: Dataset, limit: Int = 40, secondsPerUpdate: Double = 0.9,
        theme: Theme = .light
    ) throws -> AnimatedChart {
        guard !trace.updates.isEmpty else {
            throw PlotError("The perceptron made no update on \(trace.dataset), so there is nothing that moves.")
        }
        let outcome = trace.converged ? "converged" : trace.interrupted ? "interrupted" : "not converged"
        var chart = try Chart.lines(
            [], over: data,
            title: "Perceptron on \(trace.dataset): \(outcome) after \(NumberText.count(trace.updateCount, "update"))",
            theme: theme)
        // In a corner it would cover a line sooner or later.
        chart.legendPlacement = .outside
        let frames = try places(trace.updates.count, limit: limit).map { place in
            try frame(trace.updates[place], number: place + 1, over: data, theme: theme)
        }
        return AnimatedChart(chart, frames: frames, secondsPerFrame: secondsPerUpdate)
    }

    private static func places(_ count: Int, limit: Int) -> [Int] {
        let shown = max(limit, 2)
        guard count > shown else { return Array(0..<count) }
        return (0..<shown).map { $0 * (count - 1) / (shown - 1) }
    }

    private static func frame(
        _ update: PerceptronUpdate, number: Int, over data: Dataset, theme: Theme
    ) throws -> AnimationFrame {
        let plane = try FeaturePlane(data, features: (0, 1))
        let (x, y) = (Chart.padded(plane.column(0)), Chart.padded(plane.column(1)))
        let (before, after) = (update.weightsBefore, update.weightsAfter)
        let values = after.map { NumberText.readable($0, digits: 3) }.joined(separator: ", ")
        let caption =
            "update \(number), epoch \(update.epoch): example \(update.index) is \(update.y > 0 ? "+1" : "−1"), w = (\(values))"
        return AnimationFrame(caption: caption) {
            RuleMark(
                a: before[1], b: before[2], c: before[0], label: "before", color: theme.mutedText, width: 1.3,
                dash: [5, 3])
            RuleMark(a: after[1], b: after[2], c: after[0], label: "after", color: theme.text, width: 2.4)
            PointMark(
                x: [Double(update.x[0])], y: [Double(update.x[1])], label: "wrong example", color: theme.text,
                symbol: .ring, radius: 9)
            if let arrow = Chart.weightVector(after, x: x, y: y, color: theme.palette.color(2)) { arrow }
        }
    }
}
