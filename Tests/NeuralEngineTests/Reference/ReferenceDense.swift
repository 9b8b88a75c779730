import NeuralEngine

/// y = f(x W + b) over the last axis.
struct ReferenceDense: ReferenceLayer {
    let units: Int
    var activation = ActivationFunction.identity
    var hasBias = true

    var layer: any Layer { Dense(units, activation: activation, bias: hasBias) }

    func apply<Value: NumberArray>(
        to input: Flow<Value>, weights: inout ArraySlice<Value>, isTraining: Bool
    ) throws -> Flow<Value> {
        try Flow(Self.affine(input.value, weights: &weights, hasBias: hasBias).activated(activation))
    }

    static func affine<Value: NumberArray>(
        _ x: Value, weights: inout ArraySlice<Value>, hasBias: Bool
    ) throws -> Value {
        let sums = try x.matmul(weights.removeFirst())
        return hasBias ? try sums + weights.removeFirst() : sums
    }
}

/// An activation as a layer.
struct ReferenceActivation: ReferenceLayer {
    let function: ActivationFunction
    var layer: any Layer { Activation(function) }

    func apply<Value: NumberArray>(
        to input: Flow<Value>, weights: inout ArraySlice<Value>, isTraining: Bool
    ) throws -> Flow<Value> {
        Flow(try input.value.activated(function))
    }
}

/// y = x for x ≥ 0, α x for x < 0.
struct ReferencePReLU: ReferenceLayer {
    let sharedAxes: [Int]
    var layer: any Layer { PReLU(alphaInitializer: .constant(0.25), sharedAxes: sharedAxes) }

    func apply<Value: NumberArray>(
        to input: Flow<Value>, weights: inout ArraySlice<Value>, isTraining: Bool
    ) throws -> Flow<Value> {
        let x = input.value
        return Flow(try Value.maximum(x, 0) + Value.minimum(x, 0) * weights.removeFirst())
    }
}
