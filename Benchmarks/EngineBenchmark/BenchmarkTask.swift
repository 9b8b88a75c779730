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
            // Straight into the array: a second copy would be the largest part of the process's memory.
            let file = try FileHandle(forReadingFrom: folder.appendingPathComponent(name + ".f32"))
            let count = Int(try file.seekToEnd()) / MemoryLayout<Float>.stride
            return [Float](unsafeUninitializedCapacity: count) { memory, filled in
                filled = pread(file.fileDescriptor, memory.baseAddress, count * MemoryLayout<Float>.stride, 0) / 4
            }
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

    /// Trains a new network from the initial weights, with the examples in order.
    func train(epochs: Int) throws -> Double { try train(network(), epochs: epochs, shuffle: false) }

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
        case "adamw": .adamW(learningRate: settings.rate, weightDecay: 0.01)
        default: .adam(learningRate: settings.rate)
        }
    }
}
