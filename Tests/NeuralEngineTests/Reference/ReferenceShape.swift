import NeuralEngine

/// Layers that move numbers about or, outside of training, do nothing.
struct ReferenceShape: ReferenceLayer {
    enum Kind: Sendable {
        case flatten
        case reshape([Int])
        case permute([Int])
        case repeatVector(Int)
        case dropout(Double)
        case spatialDropout1D(Double)
        case spatialDropout2D(Double)
        case gaussianDropout(Double)
        case gaussianNoise(Double)
    }

    let kind: Kind

    var layer: any Layer {
        switch kind {
        case .flatten: Flatten()
        case .reshape(let shape): Reshape(shape)
        case .permute(let axes): Permute(axes)
        case .repeatVector(let count): RepeatVector(count)
        case .dropout(let rate): Dropout(rate: rate)
        case .spatialDropout1D(let rate): SpatialDropout1D(rate: rate)
        case .spatialDropout2D(let rate): SpatialDropout2D(rate: rate)
        case .gaussianDropout(let rate): GaussianDropout(rate: rate)
        case .gaussianNoise(let deviation): GaussianNoise(deviation: deviation)
        }
    }

    var isRandom: Bool {
        switch kind {
        case .dropout, .spatialDropout1D, .spatialDropout2D, .gaussianDropout, .gaussianNoise: true
        default: false
        }
    }

    func apply<Value: NumberArray>(
        to input: Flow<Value>, weights: inout ArraySlice<Value>, isTraining: Bool
    ) throws -> Flow<Value> {
        let x = input.value
        let batch = x.shape[0]
        switch kind {
        case .flatten: return Flow(try x.reshaped([batch, x.shape.dropFirst().reduce(1, *)]))
        case .reshape(let shape): return Flow(try x.reshaped([batch] + shape))
        case .permute(let axes): return Flow(try x.transposed(order: [0] + axes))
        case .repeatVector(let count):
            let one = try x.reshaped([batch, 1, x.shape[1]])
            return Flow(try one.gathered(Array(repeating: 0, count: count), axis: 1))
        case .dropout, .spatialDropout1D, .spatialDropout2D, .gaussianDropout, .gaussianNoise: return input
        }
    }
}

/// y = s(x) + f(x).
struct ReferenceResidual: ReferenceLayer {
    let layers: [any ReferenceLayer]
    var shortcut: (any ReferenceLayer)?

    var layer: any Layer { Residual(shortcut: shortcut?.layer) { layers.map(\.layer) } }
    var isRandom: Bool { layers.contains { $0.isRandom } || shortcut?.isRandom == true }

    func apply<Value: NumberArray>(
        to input: Flow<Value>, weights: inout ArraySlice<Value>, isTraining: Bool
    ) throws -> Flow<Value> {
        let inner = try layers.applied(to: input, weights: &weights, isTraining: isTraining)
        let direct = try shortcut?.apply(to: input, weights: &weights, isTraining: isTraining) ?? input
        return Flow(try inner.value + direct.value)
    }
}

/// A layer on each step of a sequence alone.
struct ReferenceTimeDistributed: ReferenceLayer {
    let inner: any ReferenceLayer

    var layer: any Layer { wrapped(inner.layer) }
    var isRandom: Bool { inner.isRandom }

    private func wrapped(_ layer: some Layer) -> any Layer { TimeDistributed(layer) }

    func apply<Value: NumberArray>(
        to input: Flow<Value>, weights: inout ArraySlice<Value>, isTraining: Bool
    ) throws -> Flow<Value> {
        let shape = input.value.shape
        let steps = try input.value.reshaped([shape[0] * shape[1]] + shape.dropFirst(2))
        let result = try inner.apply(to: Flow(steps), weights: &weights, isTraining: isTraining).value
        return Flow(try result.reshaped(Array(shape[..<2]) + result.shape.dropFirst()))
    }
}

/// A layer whose weights stay.
struct ReferenceFrozen: ReferenceLayer {
    let inner: any ReferenceLayer

    var layer: any Layer { wrapped(inner.layer) }
    var isRandom: Bool { inner.isRandom }

    private func wrapped(_ layer: some Layer) -> any Layer { Frozen(layer) }

    func apply<Value: NumberArray>(
        to input: Flow<Value>, weights: inout ArraySlice<Value>, isTraining: Bool
    ) throws -> Flow<Value> {
        try inner.apply(to: input, weights: &weights, isTraining: isTraining)
    }
}
