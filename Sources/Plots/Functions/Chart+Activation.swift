public import Charts
public import NeuralEngine

extension Chart {
    /// An activation function and its derivative.
    ///
    /// - Parameter domain: The weighted sums z.
    /// - Throws: ``PlotError`` for functions of whole rows (softmax and its like), which are no curve; what the function throws
    ///   for its numbers.
    public static func activation(
        _ function: ActivationFunction, over domain: ClosedRange<Double> = -5...5, theme: Theme = .light
    ) throws -> Chart {
        try checkActivation(function, over: domain)
        return Chart(title: "Activation function \(function.name)", description: "The function and its derivative") {
            RuleMark(y: 0, color: theme.axis, width: 0.8, dash: [])
            RuleMark(x: 0, color: theme.axis, width: 0.8, dash: [])
            LineMark(over: domain, label: "$f(z)$", color: theme.palette.color(0), width: 2.4) { z in
                Double((try? function(Tensor(Float(z))))?.scalars.first ?? .nan)
            }
            // On top, for its dashes let the function be seen where both are the same.
            LineMark(over: domain, label: "derivative $f'(z)$", color: theme.palette.color(1), dash: [6, 3]) { z in
                Double((try? function.derivative(at: Tensor(Float(z))))?.scalars.first ?? .nan)
            }
        }
        .xAxis("$z$", range: domain)
        .yAxis(range: try heights(function, over: domain))
        .size(width: 480, height: 320)
        .theme(theme)
    }

    /// Room above and below: a step would otherwise lie on the frame.
    private static func heights(
        _ function: ActivationFunction, over domain: ClosedRange<Double>
    ) throws -> ClosedRange<Double> {
        let places = (0...200).map {
            Float(domain.lowerBound + (domain.upperBound - domain.lowerBound) * Double($0) / 200)
        }
        let values = try function(Tensor(places)).scalars + function.derivative(at: Tensor(places)).scalars
        var extent = DataExtent(values.map(Double.init))
        extent.include(0)
        let room = max((extent.upper - extent.lower) * 0.07, 0.05)
        return (extent.lower - room)...(extent.upper + room)
    }

    /// A wrong number of the function is told before the curve is drawn, not once a place.
    private static func checkActivation(_ function: ActivationFunction, over domain: ClosedRange<Double>) throws {
        guard domain.lowerBound < domain.upperBound, (domain.upperBound - domain.lowerBound).isFinite else {
            throw PlotError("A curve cannot reach from \(domain.lowerBound) to \(domain.upperBound).")
        }
        do {
            _ = try function.derivative(at: Tensor(Float(domain.lowerBound)))
        } catch let error as EngineError where error.code == .notDifferentiable {
            throw PlotError(
                "\(function.name) works on whole rows of numbers, so it is no curve; plot the outputs of a layer instead."
            )
        }
    }
}

extension ChartGrid {
    /// Several activation functions beside each other, on the same axes.
    ///
    /// - Throws: As ``Charts/Chart/activation(_:over:theme:)``.
    public static func activations(
        _ functions: [ActivationFunction], over domain: ClosedRange<Double> = -4...4, theme: Theme = .light
    ) throws -> ChartGrid {
        let charts = try functions.map { function in
            var chart = try Chart.activation(function, over: domain, theme: theme)
            chart.title = function.name
            return chart.yAxis(range: -1.6...2.6).legend(.top).size(width: 320, height: 270)
        }
        return ChartGrid(
            title: "Activation functions and their derivatives", columns: min(max(functions.count, 1), 3), theme: theme,
            charts)
    }
}
