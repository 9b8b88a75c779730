import NeuralEngine

/// A value on its way through layers: `[batch, …]`, and which steps of its sequences count, one entry for each sample and step.
struct Flow<Value: NumberArray> {
    var value: Value
    var mask: [Bool]?

    init(_ value: Value, mask: [Bool]? = nil) {
        self.value = value
        self.mask = mask
    }
}

/// A layer of the engine beside its definition, written from the papers and Keras's documentation.
protocol ReferenceLayer: Sendable, CustomStringConvertible {
    var layer: any Layer { get }
    /// Whether its output while training is drawn, so that only its inference can be compared.
    var isRandom: Bool { get }
    /// The output for an input, with the layer's weights taken from the front of the list.
    func apply<Value: NumberArray>(
        to input: Flow<Value>, weights: inout ArraySlice<Value>, isTraining: Bool
    ) throws -> Flow<Value>
}

extension ReferenceLayer {
    var isRandom: Bool { false }
    var description: String { layer.code }
}

/// A chain of layers beside its definition.
struct ReferenceNetwork: Sendable, CustomStringConvertible {
    var layers: [any ReferenceLayer]

    var isRandom: Bool { layers.contains { $0.isRandom } }
    var description: String { layers.map(\.description).joined(separator: " → ") }

    func model(inputShape: [Int], seed: UInt64 = 0) throws -> Sequential {
        try Sequential(inputShape: inputShape, layers: layers.map(\.layer), seed: seed)
    }

    /// - Parameter isTraining: whether batch normalisation goes by the batch.
    func output<Value: NumberArray>(
        of input: Value, weights: [Value], isTraining: Bool = false
    ) throws -> Flow<Value> {
        var rest = weights[...]
        let result = try layers.applied(to: Flow(input), weights: &rest, isTraining: isTraining)
        precondition(rest.isEmpty, "\(self) leaves \(rest.count) arrays of weights")
        return result
    }
}

extension [any ReferenceLayer] {
    /// One behind the other; a mask goes on behind the layers that let it pass.
    func applied<Value: NumberArray>(
        to input: Flow<Value>, weights: inout ArraySlice<Value>, isTraining: Bool
    ) throws -> Flow<Value> {
        try reduce(input) { flow, next in
            var result = try next.apply(to: flow, weights: &weights, isTraining: isTraining)
            if next.layer.passesMask, result.mask == nil { result.mask = flow.mask }
            return result
        }
    }
}
