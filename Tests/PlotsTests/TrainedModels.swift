import NeuralEngine

/// Models and histories small enough to be trained in a test.
enum TrainedModels {
    static func history(validation: Bool = true) throws -> (model: Sequential, history: History) {
        let model = try Sequential(inputShape: [2], seed: 1, name: "clf") {
            Dense(4, activation: .tanh)
            Dense(2, activation: .softmax)
        }
        let (train, held) = try Dataset.moons(samples: 60, seed: 3).split(validation: 0.25)
        let history = try model.fit(
            train, loss: .categoricalCrossEntropy, optimizer: .adam(learningRate: 0.05), epochs: 12, batchSize: 16,
            validation: validation ? held : nil, metrics: [.accuracy])
        return (model, history)
    }
}

/// A predictor made of a function, to know what a picture has to show.
struct FunctionModel: Predictor {
    let outputs: Int
    let function: @Sendable (_ x: Float, _ y: Float) -> [Float]

    func predict(_ features: Tensor) throws -> Tensor {
        let width = features.count / features.shape[0]
        let rows = (0..<features.shape[0]).flatMap { row in
            function(features.scalars[row * width], width > 1 ? features.scalars[row * width + 1] : 0)
        }
        return try Tensor(shape: [features.shape[0], outputs], scalars: rows)
    }
}
