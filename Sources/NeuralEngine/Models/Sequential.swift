/// A network of layers, one behind the other.
///
/// ```swift
/// let model = try Sequential(inputShape: [2], seed: 42) {
///     Dense(8, activation: .tanh)
///     Dense(1, activation: .sigmoid)
/// }
/// try model.fit(data, loss: .binaryCrossEntropy, optimizer: .adam(learningRate: 0.05), epochs: 200)
/// ```
///
/// What it can do is written at ``Model``.
public final class Sequential: Model, @unchecked Sendable {
    /// - Parameters:
    ///   - inputShape: a sample's shape, without the batch axis: `[2]`, `[8, 8]`.
    ///   - seed: draws the parameters.
    /// - Throws: ``EngineError`` naming the layer that cannot take what the one before it gives, or that there is none.
    public convenience init(
        inputShape: [Int], seed: UInt64 = 0, name: String = "network", @LayerBuilder layers: () throws -> [any Layer]
    ) throws {
        try self.init(inputShape: inputShape, layers: try layers(), seed: seed, name: name)
    }

    /// As the other initialiser, from an array of layers.
    public convenience init(
        inputShape: [Int], layers: [any Layer], seed: UInt64 = 0, name: String = "network"
    ) throws {
        try self.init(
            structure: LayerGraph(inputShape: inputShape, layers: layers, model: name), seed: seed, name: name)
    }

    override init(structure: LayerGraph, seed: UInt64, name: String) throws {
        try super.init(structure: structure, seed: seed, name: name)
    }

    required init(_ model: Model, variables: [Tensor]) { super.init(model, variables: variables) }

    override func makeCopy(name: String) throws -> Model {
        try Sequential(structure: structure, seed: seed, name: name)
    }
}
