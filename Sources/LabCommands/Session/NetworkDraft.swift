import NeuralEngine

/// A network as `%network` described it, to be made once the shape of its input is known.
struct NetworkDraft: Sendable {
    let name: String
    let layers: [any Layer]
    let seed: UInt64

    /// - Throws: `EngineError` naming the layer that cannot take what comes before it.
    func made(inputShape: [Int]) throws -> Sequential {
        try Sequential(inputShape: inputShape, layers: layers, seed: seed, name: name)
    }
}
