import Foundation
import NeuralEngine

/// A task as Benchmarks/tasks/task.py wrote it: a network, data and initial weights.
struct BenchmarkTask {
    let settings: TaskSettings
    private let data: Dataset
    private let weights: [[Float]]

    init(folder: URL) throws {
        let settings = try JSONDecoder().decode(
            TaskSettings.self, from: Data(contentsOf: folder.appendingPathComponent("task.json")))
        func floats(_ name: String) throws -> [Float] {
            let bytes = try Data(contentsOf: folder.appendingPathComponent(name + ".f32"), options: .alwaysMapped)
            return bytes.withUnsafeBytes { raw in Array(raw.bindMemory(to: Float.self)) }
        }
        self.settings = settings
        data = try Dataset(
            name: "benchmark", features: Tensor(shape: settings.featureShape, scalars: floats("x")),
            targets: Tensor(shape: settings.targetShape, scalars: floats("y")))
        weights = try (0..<settings.weights).map { try floats("w\($0)") }
    }

    var stepsPerEpoch: Int { (data.count + settings.batch - 1) / settings.batch }

    /// The network with the initial weights that everybody has.
    func network() throws -> Model {
        let model = try Networks.network(settings)
        try model.setWeights(zip(model.weights, weights).map { try Tensor(shape: $0.shape, scalars: $1) })
        return model
    }

    /// The same network in a loop of its own; nil for tasks that `fit` trains.
    func handTraining() throws -> HandTraining? {
        guard settings.byHand == true else { return nil }
        return try HandTraining(data: data, weights: network().weights, optimizer: optimizer, batch: settings.batch)
    }

    /// - Returns: the mean loss of the last epoch.
    func train(_ model: Model, epochs: Int, shuffle: Bool) throws -> Double {
        let loss: Loss =
            ["bce": .binaryCrossEntropy, "ce": .categoricalCrossEntropy][settings.loss] ?? .meanSquaredError
        let history = try model.fit(
            data, loss: loss, optimizer: optimizer, epochs: epochs, batchSize: settings.batch, shuffle: shuffle)
        return history.loss.last ?? .nan
    }

    private var optimizer: Optimizer {
        switch settings.optimizer {
        case "sgd": .sgd(learningRate: settings.rate)
        default: .adam(learningRate: settings.rate)
        }
    }
}
