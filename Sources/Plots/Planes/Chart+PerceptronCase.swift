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
        // The middle of the triangle that the vectors make: their names stand outside of it.
        let middle =
            isRight
            ? ((weights.0 + example.0) / 2, (weights.1 + example.1) / 2)
            : ((weights.0 + after.0) / 3, (weights.1 + after.1) / 3)
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
            name("$w$", from: (0, 0), to: weights, awayFrom: middle)
            name("$x$", from: (0, 0), to: example, awayFrom: isRight ? middle : after)
            if !isRight {
                name("$\\eta y x$", from: weights, to: after, awayFrom: middle)
                name("new $w$", from: (0, 0), to: after, awayFrom: middle)
            }
        }
        .xAxis("$x_1$", range: (-reach)...reach)
        .yAxis("$x_2$", range: (-reach)...reach)
        .equalScales()
        .legend(.hidden)
        .size(width: 365, height: 390)
        .theme(theme)
    }

    /// An arrow's name beside its middle: the arrows' colours alone are the same in grey.
    private static func name(
        _ text: String, from start: (Double, Double), to end: (Double, Double), awayFrom middle: (Double, Double)
    ) -> TextMark {
        let (dx, dy) = (end.0 - start.0, end.1 - start.1)
        let length = max((dx * dx + dy * dy).squareRoot(), 1e-300)
        let place = (start.0 + dx * 0.55, start.1 + dy * 0.55)
        var normal = (-dy / length, dx / length)
        if normal.0 * (place.0 - middle.0) + normal.1 * (place.1 - middle.1) < 0 { normal = (-normal.0, -normal.1) }
        let half = TextMarkup(text).width(size: 13) / 2
        return TextMark(
            text, x: place.0, y: place.1, size: 13, anchor: .middle,
            offset: (normal.0 * (8 + half), normal.1 * 12 - 4))
    }
}
