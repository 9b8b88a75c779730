public import Charts
public import NeuralEngine

extension Chart {
    /// Gradient descent's way down a curve, step by step.
    ///
    /// ```swift
    /// try Chart.descent(of: { x in try x * x }, over: -3...3, from: 2.5, optimizer: .gradientDescent(learningRate: 0.2), steps: 12)
    /// ```
    ///
    /// - Parameter function: Made of tensor operations that work element by element; called with a tensor of all places.
    /// - Throws: ``PlotError`` when the function does not give one number for each place; what it and the optimizer throw.
    public static func descent(
        of function: (Tensor) throws -> Tensor, over domain: ClosedRange<Double>, from start: Double,
        optimizer: Optimizer, steps: Int = 20, theme: Theme = .light
    ) throws -> Chart {
        let path = try DescentPath(down: function, from: start, optimizer: optimizer, steps: steps)
        let curve = try values(of: function, over: domain)
        let last = path.x.count - 1
        let isInside = last >= 0 && domain.contains(path.x[last])
        return Chart(
            title: (optimizer.name == "sgd" ? "Gradient descent" : optimizer.name.capitalisedFirst)
                + " with learning rate $\\eta$ = \(NumberText.readable(optimizer.learningRate))",
            subtitle: last < 0 ? nil : outcome(path, steps: steps)
        ) {
            LineMark(x: curve.x, y: curve.y, color: theme.mutedText, width: 2)
            if last > 0 {
                SegmentMark(
                    x: path.x.dropLast(), y: path.values.dropLast(), toX: Array(path.x.dropFirst()),
                    toY: Array(path.values.dropFirst()), color: theme.palette.color(1), width: 1.3, hasArrow: last <= 30
                )
            }
            PointMark(
                x: path.x, y: path.values, color: theme.palette.color(1), symbol: .circle, radius: last > 60 ? 2 : 3.6)
            if last >= 0, domain.contains(path.x[0]) {
                AnnotationMark("$x_0$", x: path.x[0], y: path.values[0], offset: (18, 16))
            }
            if last > 0, isInside {
                AnnotationMark("$x_{\(last)}$", x: path.x[last], y: path.values[last], offset: (26, 34))
            }
        }
        .xAxis("$x$", range: domain)
        .yAxis("$f(x)$", range: valueRange(curve.y))
        .size(width: 560, height: 380)
        .theme(theme)
    }

    static func outcome(_ path: DescentPath, steps: Int) -> String {
        let last = path.x.count - 1
        let end = "x = \(NumberText.readable(path.x[last])), f(x) = \(NumberText.readable(path.values[last]))"
        return last < steps ? "diverges: not finite after \(last) steps" : "after \(last) steps: \(end)"
    }

    /// A curve's own heights decide the axis: a descent that diverges would flatten the curve.
    private static func valueRange(_ values: [Double]) -> ClosedRange<Double>? {
        let extent = DataExtent(values)
        guard !extent.isEmpty, extent.upper > extent.lower else { return nil }
        let room = (extent.upper - extent.lower) * 0.06
        return (extent.lower - room)...(extent.upper + room)
    }

    static func values(
        of function: (Tensor) throws -> Tensor, over domain: ClosedRange<Double>
    ) throws -> (x: [Double], y: [Double]) {
        guard domain.lowerBound < domain.upperBound, (domain.upperBound - domain.lowerBound).isFinite else {
            throw PlotError("A curve cannot reach from \(domain.lowerBound) to \(domain.upperBound).")
        }
        let places = (0...400).map {
            domain.lowerBound + (domain.upperBound - domain.lowerBound) * Double($0) / 400
        }
        let answers = try function(Tensor(places.map(Float.init)))
        guard answers.count == places.count else {
            throw PlotError(
                """
                The function gave \(answers.count) numbers for \(places.count) places; write it with operations that work on \
                each number, without sum() or mean().
                """)
        }
        return (places, answers.scalars.map(Double.init))
    }
}

extension ChartGrid {
    /// The same descent with several learning rates, beside each other.
    ///
    /// - Throws: As ``Charts/Chart/descent(of:over:from:optimizer:steps:theme:)``.
    public static func learningRates(
        _ rates: [Double], of function: (Tensor) throws -> Tensor, over domain: ClosedRange<Double>, from start: Double,
        steps: Int = 20, theme: Theme = .light
    ) throws -> ChartGrid {
        let isPair = rates.count == 2 || rates.count == 4
        let charts = try rates.map { rate in
            var chart = try Chart.descent(
                of: function, over: domain, from: start, optimizer: .gradientDescent(learningRate: rate), steps: steps,
                theme: theme)
            chart.title = "$\\eta$ = \(NumberText.readable(rate))"
            // No room for how many steps they were; the last place is named by its number.
            chart.subtitle = chart.subtitle.map { $0.replacing("after \(steps) steps: ", with: "") }
            return isPair ? chart.size(width: 360, height: 290) : chart.size(width: 248, height: 260)
        }
        return ChartGrid(
            title: "Gradient descent with several learning rates", columns: isPair ? 2 : min(max(rates.count, 1), 3),
            theme: theme, charts)
    }
}
