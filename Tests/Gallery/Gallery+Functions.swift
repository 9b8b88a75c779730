import Charts
import NeuralEngine
import Plots

extension Gallery {
    /// Rosenbrock's valley, divided by ten so that a step is neither tiny nor huge.
    private static func valley(_ x: Tensor, _ y: Tensor) throws -> Tensor {
        let wall = try y - x * x
        return try ((1 - x) * (1 - x) + 10 * wall * wall) / 10
    }

    /// A bowl ten times as steep along y.
    private static func bowl(_ x: Tensor, _ y: Tensor) throws -> Tensor { try x * x + 10 * y * y }

    static func functions() throws -> [GalleryItem] {
        let optimizers: [Optimizer] = [
            .sgd(learningRate: 0.02), .sgd(learningRate: 0.02, momentum: 0.9), .rmsProp(learningRate: 0.05),
            .adam(learningRate: 0.1),
        ]
        let hills = try ScalarGrid(columns: 45, rows: 45, x: -3...3, y: -3...3) { x, y in
            Mathematics.sine(x * 1.3) * Mathematics.cosine(y * 1.3)
        }
        return [
            GalleryItem("activation", try Chart.activation(.tanh)),
            GalleryItem("activation-step", try Chart.activation(.step)),
            GalleryItem(
                "activations", try ChartGrid.activations([.sigmoid, .tanh, .relu, .leakyRelu, .gelu, .softplus])),
            GalleryItem("loss-function", try Chart.lossFunction(.huber)),
            GalleryItem("loss-function-probability", try Chart.lossFunction(.binaryCrossEntropy)),
            GalleryItem(
                "descent",
                try Chart.descent(
                    of: { x in try x * x * x * x / 4 - x * x + x / 2 }, over: -2.4...2.4, from: 2.2,
                    optimizer: .gradientDescent(learningRate: 0.08), steps: 12)),
            GalleryItem(
                "learning-rates",
                try ChartGrid.learningRates(
                    [0.03, 0.3, 1.02], of: { x in try x * x }, over: -3...3, from: 2.5, steps: 12)),
            GalleryItem(
                "contour-descent",
                try Chart.contour(
                    of: bowl, x: -4...4, y: -2...2,
                    paths: [
                        DescentPath(
                            down: bowl, from: (-3.5, 1.6), optimizer: .gradientDescent(learningRate: 0.085), steps: 25)
                    ], title: "Gradient descent on $x^2 + 10 y^2$")),
            GalleryItem(
                "race",
                try Chart.race(optimizers, of: valley, from: (-1.5, 2), x: -2...2, y: -1...3, steps: 150)),
            GalleryItem(
                "surface", SurfaceChart(title: "Surface of $\\sin(x) \\cdot \\cos(y)$", hills, zLabel: "height")),
            GalleryItem(
                "surface-race",
                try SurfaceChart.race(
                    [.gradientDescent(learningRate: 0.08), .adam(learningRate: 0.2)], of: bowl, from: (-3, 1.5),
                    x: -4...4,
                    y: -2...2, steps: 60)),
            GalleryItem(
                "surface-dark",
                try SurfaceChart.surface(of: valley, x: -2...2, y: -1...3, zRange: 0...6, theme: .dark)),
            GalleryItem(
                "schedules",
                try Chart.schedule(
                    [
                        ("cosine", .cosineDecay(decaySteps: 1000)),
                        ("exponential", .exponentialDecay(decaySteps: 300, decayRate: 0.5)),
                        ("warm-up", .linearWarmup(steps: 200)),
                    ], initial: 0.01, steps: 1001)),
        ]
    }
}
