public import Charts
import NeuralEngine

extension Chart {
    /// One case of the perceptron's rule in the plane of two features without a bias: the weight vector w, the line ⟨w, x⟩ = 0
    /// that stands perpendicular on it, and an example x; where the example is on the wrong side, also w + η y x and its line.
    ///
    /// - Parameters:
    ///   - weights: (w₁, w₂).
    ///   - example: (x₁, x₂).
    ///   - label: −1 or +1.
    /// - Throws: ``PlotError`` for another label, weights of zero, or a number that is not finite.
    public static func perceptronCase(
        weights: (Double, Double), example: (Double, Double), label: Int, learningRate: Double = 1,
        theme: Theme = .light
    ) throws -> Chart {
        guard label == 1 || label == -1 else {
            throw PlotError("A perceptron's example has the label -1 or +1, not \(label).")
        }
        guard weights != (0, 0), [weights.0, weights.1, example.0, example.1, learningRate].allSatisfy(\.isFinite)
        else {
            throw PlotError("A perceptron's case needs finite numbers, and weights that are not both zero.")
        }
        let product = weights.0 * example.0 + weights.1 * example.1
        let isRight = Double(label) * product > 0
        let step = learningRate * Double(label)
        let after = (weights.0 + step * example.0, weights.1 + step * example.1)
        let vectors = [weights, example] + (isRight ? [] : [after])
        let reach = 1.25 * (vectors.flatMap { [abs($0.0), abs($0.1)] }.max() ?? 1)
        let sign = label > 0 ? "+1" : "−1"
        let productText = NumberText.readable(product, digits: 3)
        return Chart(
            title: "y = \(sign), \(isRight ? "well classified" : "wrong side")",
            subtitle: isRight
                ? "$⟨w, x⟩$ = \(productText): no update"
                : "$⟨w, x⟩$ = \(productText): $w \\leftarrow w + \\eta y x$"
        ) {
            RuleMark(
                a: weights.0, b: weights.1, c: 0, color: isRight ? theme.text : theme.mutedText,
                width: isRight ? 2.2 : 1.3, dash: isRight ? [] : [5, 3])
            if !isRight { RuleMark(a: after.0, b: after.1, c: 0, color: theme.text, width: 2.2) }
            SegmentMark.arrow(
                fromX: 0, y: 0, toX: weights.0, y: weights.1, label: "$w$",
                color: isRight ? theme.palette.color(2) : theme.palette.color(2).mixed(with: theme.background, 0.5))
            if !isRight {
                // From the tip of w, so that the sum is seen.
                SegmentMark(
                    x: [weights.0], y: [weights.1], toX: [after.0], toY: [after.1], label: "$\\eta y x$",
                    color: theme.palette.color(4), width: 1.6, hasArrow: true)
                SegmentMark.arrow(
                    fromX: 0, y: 0, toX: after.0, y: after.1, label: "new $w$", color: theme.palette.color(2),
                    width: 2.6)
            }
            SegmentMark.arrow(
                fromX: 0, y: 0, toX: example.0, y: example.1, label: "$x$",
                color: theme.palette.color(label > 0 ? 1 : 0))
            PointMark(
                x: [example.0], y: [example.1], color: theme.palette.color(label > 0 ? 1 : 0),
                symbol: Symbol.automatic(label > 0 ? 1 : 0), radius: 5)
        }
        .xAxis("$x_1$", range: (-reach)...reach)
        .yAxis("$x_2$", range: (-reach)...reach)
        .equalScales()
        .size(width: 365, height: 390)
        .theme(theme)
    }
}
