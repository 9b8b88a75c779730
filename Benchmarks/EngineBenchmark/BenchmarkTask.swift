import Foundation
import NeuralEngine

/// A task as engine_benchmark.py wrote it: a network, data and initial weights.
struct BenchmarkTask {
    struct Settings: Decodable {
        let dims: [Int]
        let hidden: String
        let loss: String
        let optimizer: String
        let rate: Double
        let batch: Int
        let epochs: Int
        let chunks: Int
        let check: Int
        let count: Int
        let targetWidth: Int
    }

    let settings: Settings
    private let data: Dataset
    private let weights: [[Float]]

    init(folder: URL) throws {
        let settings = try JSONDecoder().decode(
            Settings.self, from: Data(contentsOf: folder.appendingPathComponent("task.json")))
        func floats(_ name: String) throws -> [Float] {
            let bytes = try Data(contentsOf: folder.appendingPathComponent(name + ".f32"))
            return bytes.withUnsafeBytes { raw in
                stride(from: 0, to: raw.count, by: 4).map { raw.loadUnaligned(fromByteOffset: $0, as: Float.self) }
            }
        }
        let targetShape = settings.targetWidth > 0 ? [settings.count, settings.targetWidth] : [settings.count]
        self.settings = settings
        data = try Dataset(
            name: "benchmark", features: Tensor(shape: [settings.count, settings.dims[0]], scalars: floats("x")),
            targets: Tensor(shape: targetShape, scalars: floats("y")))
        weights = try (0..<(2 * settings.dims.count - 2)).map { try floats("w\($0)") }
    }

    var stepsPerEpoch: Int { (settings.count + settings.batch - 1) / settings.batch }

    /// The network with the initial weights that everybody has.
    func network() throws -> Sequential {
        let hidden = ActivationFunction(rawValue: settings.hidden) ?? .relu
        let last: ActivationFunction = ["bce": .sigmoid, "ce": .softmax][settings.loss] ?? .identity
        let layers = settings.dims.dropFirst().enumerated().map { index, units in
            Dense(units, activation: index == settings.dims.count - 2 ? last : hidden)
        }
        let model = try Sequential(inputShape: [settings.dims[0]], layers: layers)
        try model.setWeights(zip(model.weights, weights).map { try Tensor(shape: $0.shape, scalars: $1) })
        return model
    }

    func train(_ model: Sequential, epochs: Int, shuffle: Bool) throws -> History {
        let loss: Loss =
            ["bce": .binaryCrossEntropy, "ce": .categoricalCrossEntropy][settings.loss] ?? .meanSquaredError
        let optimizer: Optimizer =
            settings.optimizer == "sgd" ? .sgd(learningRate: settings.rate) : .adam(learningRate: settings.rate)
        return try model.fit(
            data, loss: loss, optimizer: optimizer, epochs: epochs, batchSize: settings.batch, shuffle: shuffle)
    }
}
