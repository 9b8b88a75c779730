import NeuralEngine

/// (x − mean) / √(variance + ε) · γ + β, over rows, groups of channels or the batch; or x / √(mean square + ε) · γ.
struct ReferenceNormalization: ReferenceLayer {
    enum Kind: Sendable {
        case rows, meanSquare, batch
        case groups(Int)
    }

    let kind: Kind
    var epsilon = 1e-3
    var hasScale = true
    var hasCenter = true

    var layer: any Layer {
        switch kind {
        case .rows: LayerNormalization(epsilon: epsilon, center: hasCenter, scale: hasScale)
        case .meanSquare: RMSNormalization(epsilon: epsilon)
        case .groups(let count):
            GroupNormalization(groups: count, epsilon: epsilon, center: hasCenter, scale: hasScale)
        case .batch:
            BatchNormalization(momentum: 0.9, epsilon: Float(epsilon), center: hasCenter, scale: hasScale)
        }
    }

    func apply<Value: NumberArray>(
        to input: Flow<Value>, weights: inout ArraySlice<Value>, isTraining: Bool
    ) throws -> Flow<Value> {
        let x = input.value
        let last = x.shape.count - 1
        let gamma = hasScale ? weights.removeFirst() : nil
        let beta: Value?
        if case .meanSquare = kind { beta = nil } else { beta = hasCenter ? weights.removeFirst() : nil }
        var y: Value
        switch kind {
        case .rows: y = try Self.normalized(x, over: [last], epsilon)
        case .meanSquare:
            y = try x / (x * x).mean(axes: [last], keepDimensions: true).adding(epsilon).squareRoot()
        case .groups(let count):
            let channels = x.shape[last]
            let positions = x.shape[1..<last].reduce(1, *)
            let grouped = try x.reshaped([x.shape[0], positions, count, channels / count])
            y = try Self.normalized(grouped, over: [1, 3], epsilon).reshaped(x.shape)
        case .batch:
            let (mean, variance) = (weights.removeFirst(), weights.removeFirst())
            y =
                isTraining
                ? try Self.normalized(x, over: Array(0..<last), epsilon)
                : try (x - mean) / variance.adding(epsilon).squareRoot()
        }
        if let gamma { y = try y * gamma }
        if let beta { y = try y + beta }
        return Flow(y)
    }

    static func normalized<Value: NumberArray>(
        _ x: Value, over axes: [Int], _ epsilon: Double
    ) throws -> Value {
        let centered = try x - x.mean(axes: axes, keepDimensions: true)
        let variance = try (centered * centered).mean(axes: axes, keepDimensions: true)
        return try centered / variance.adding(epsilon).squareRoot()
    }
}

extension NumberArray {
    func adding(_ number: Double) -> Self { self + Float(number) }
}
