import Charts
import NeuralEngine
import Plots

extension Gallery {
    private static func trained(
        _ optimizer: Optimizer, name: String = "clf"
    ) throws -> (model: Sequential, history: History, train: Dataset, held: Dataset) {
        let (train, held) = try Dataset.moons(samples: 200, noise: 0.15, seed: 3).split(validation: 0.25, seed: 1)
        let model = try Sequential(inputShape: [2], seed: 1, name: name) {
            Dense(6, activation: .tanh)
            Dense(2, activation: .softmax)
        }
        let history = try model.fit(
            train, loss: .categoricalCrossEntropy, optimizer: optimizer, epochs: 60, batchSize: 25, validation: held,
            metrics: [.accuracy])
        return (model, history, train, held)
    }

    static func trainings() throws -> [GalleryItem] {
        let (_, history, _, _) = try trained(.adam(learningRate: 0.03))
        let rates = try [0.003, 0.03, 0.3].map { rate in
            ("$\\eta$ = \(rate)", try trained(.sgd(learningRate: rate, momentum: 0.9)).history)
        }
        var running = TrainingView(history)
        running.state = .running
        running.fraction = 0.6
        running.epoch = 36
        running.elapsed = .milliseconds(3200)
        running.remaining = .seconds(2)
        return [
            GalleryItem("loss", Chart.loss(history)),
            GalleryItem("metrics", try Chart.metrics(history)),
            GalleryItem("losses", try Chart.losses(rates, title: "Learning rates compared")),
            GalleryItem("live", running),
        ]
    }

    static func planes() throws -> [GalleryItem] {
        let (model, _, train, held) = try trained(.adam(learningRate: 0.03))
        let iris = try Dataset.iris()
        let separable = try separable()
        var learner = RosenblattPerceptron()
        let trace = try learner.fit(separable)
        let curve = try Sequential(inputShape: [1], seed: 2, name: "curve") {
            Dense(16, activation: .tanh)
            Dense(1)
        }
        let points = (0..<60).map { Float($0) / 10 - 3 }
        let cubic = try Dataset(
            name: "cubic", features: Tensor(shape: [60, 1], scalars: points),
            targets: Tensor(points.enumerated().map { $1 * $1 * $1 / 9 - $1 + Float(ripple($0, 4)) * 0.3 }))
        _ = try curve.fit(
            cubic, loss: .meanSquaredError, optimizer: .adam(learningRate: 0.02), epochs: 300, batchSize: 20)
        return [
            GalleryItem("scatter", try Chart.scatter(iris, features: (2, 3))),
            GalleryItem("boundary", try Chart.boundary(model, train)),
            GalleryItem("boundary-three", try Chart.boundary(ThreeCorners(), iris, name: "corners", features: (2, 3))),
            GalleryItem("boundary-dark", try Chart.boundary(model, held, theme: .dark)),
            GalleryItem("regression", try Chart.regression(curve, cubic)),
            GalleryItem("network", try Chart.network(model)),
            GalleryItem("network-blocks", try Chart.network(blocks())),
            GalleryItem("network-graph", try Chart.network(graph())),
            GalleryItem(
                "perceptron-case", try Chart.perceptronCase(weights: (1, 2), example: (2, -1.5), label: 1)),
            GalleryItem("perceptron", try Chart.perceptron(trace, over: separable)),
            GalleryItem("perceptron-animated", try AnimatedChart.perceptron(trace, over: separable)),
        ]
    }

    private static func blocks() throws -> Model {
        try Sequential(inputShape: [8, 8], seed: 4, name: "cnn") {
            Reshape([8, 8, 1])
            Conv2D(16, kernelSize: 3, padding: .same, activation: .relu)
            MaxPooling2D()
            Conv2D(32, kernelSize: 3, padding: .same, activation: .relu)
            GlobalAveragePooling2D()
            Dense(10, activation: .softmax)
        }
    }

    private static func graph() throws -> Model {
        let wine = Input(shape: [13])
        let year = Input(shape: [1])
        let hidden = Dense(16, activation: .relu)(Concatenate()(wine, year))
        let deeper = Dense(16, activation: .relu)(hidden) + hidden
        return try Model(
            inputs: [wine, year], outputs: [Dense(3, activation: .softmax)(deeper), Dense(1)(deeper)], seed: 4,
            name: "two answers")
    }

    /// Forty places on both sides of a line, with a gap between.
    private static func separable() throws -> Dataset {
        let places = (0..<60).map { (Float(ripple($0, 51)) * 3 + 1, Float(ripple($0, 52)) * 2) }
            .filter { abs($0.0 - 1.5 * $0.1 - 1) > 0.5 }.prefix(40)
        return try Dataset(
            name: "two sides", features: Tensor(shape: [places.count, 2], scalars: places.flatMap { [$0.0, $0.1] }),
            targets: Tensor(places.map { $0.0 - 1.5 * $0.1 - 1 > 0 ? 1 : -1 }))
    }

    /// Decides by the nearest of three places of iris's petals: three regions with straight borders.
    private struct ThreeCorners: Predictor {
        func predict(_ features: Tensor) throws -> Tensor {
            let width = features.count / features.shape[0]
            let rows = (0..<features.shape[0]).flatMap { row -> [Float] in
                let (x, y) = (features.scalars[row * width + 2], features.scalars[row * width + 3])
                return [(1.5, 0.2), (4.3, 1.3), (5.6, 2)].map {
                    -((x - $0.0) * (x - $0.0) + (y - $0.1) * (y - $0.1)) / 6
                }
            }
            return try Tensor(shape: [features.shape[0], 3], scalars: rows).softmax()
        }
    }
}
