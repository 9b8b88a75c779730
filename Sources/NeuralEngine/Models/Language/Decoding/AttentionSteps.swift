/// Causal self-attention for one step, with the keys and values of all earlier ones kept: the key-value cache.
///
/// A step then costs one row of products, not one for each step so far, and its query looks at what is kept.
struct AttentionStep: DecoderStep {
    private let input: AffineStep
    private let output: AffineStep
    private let layer: MultiHeadAttention
    /// `[positions, heads · keyDim]` and `[positions, heads · valueDim]`.
    private var keys: [Float] = []
    private var values: [Float] = []

    init(_ layer: MultiHeadAttention, weights: [Tensor]) {
        self.layer = layer
        let output = layer.hasBias ? 2 : 1
        self.input = AffineStep(kernel: weights[0], bias: layer.hasBias ? weights[1] : nil)
        self.output = AffineStep(kernel: weights[output], bias: layer.hasBias ? weights[output + 1] : nil)
    }

    mutating func run(_ row: [Float], at position: Int) -> [Float] {
        let (heads, keyWidth, valueWidth) = (layer.numHeads, layer.keyDim, layer.valueDim)
        let packed = input.run(row)
        keys += packed[(heads * keyWidth)..<(2 * heads * keyWidth)]
        values += packed[(2 * heads * keyWidth)...]
        let scale = 1 / Float(keyWidth).squareRoot()
        let steps = position + 1
        var result = [Float](repeating: 0, count: heads * valueWidth)
        var weights = [Float](repeating: 0, count: steps)
        for head in 0..<heads {
            var largest = -Float.infinity
            for step in 0..<steps {
                let (query, key) = (head * keyWidth, step * heads * keyWidth + head * keyWidth)
                var sum: Float = 0
                for index in 0..<keyWidth { sum += packed[query + index] * keys[key + index] }
                weights[step] = sum * scale
                largest = max(largest, weights[step])
            }
            var total: Float = 0
            for step in 0..<steps {
                weights[step] = Float(exponential(Double(weights[step] - largest)))
                total += weights[step]
            }
            for step in 0..<steps {
                let (weight, value) = (weights[step] / total, step * heads * valueWidth + head * valueWidth)
                for index in 0..<valueWidth { result[head * valueWidth + index] += weight * values[value + index] }
            }
        }
        return output.run(result)
    }
}

/// A block of attention and two dense layers, each with its shortcut.
struct TransformerStep: DecoderStep {
    private let normalizeFirst: Bool
    private let activation: FunctionStep
    private var attention: AttentionStep
    private let normalizations: [NormalizationStep]
    private let inner: AffineStep
    private let outer: AffineStep

    /// - Parameter weights: as ``TransformerBlock/parameters(for:)`` orders them.
    init(_ block: TransformerBlock, features: Int, weights: [Tensor]) {
        normalizeFirst = block.normalizeFirst
        activation = FunctionStep(function: block.activation)
        attention = AttentionStep(
            MultiHeadAttention(numHeads: block.numHeads, keyDim: features / block.numHeads, isCausal: true),
            weights: Array(weights[2..<6]))
        normalizations = [0, 6].map {
            NormalizationStep(
                gamma: weights[$0].scalars, beta: weights[$0 + 1].scalars, epsilon: block.layerNormEpsilon,
                centered: true)
        }
        inner = AffineStep(kernel: weights[8], bias: weights[9])
        outer = AffineStep(kernel: weights[10], bias: weights[11])
    }

    mutating func run(_ row: [Float], at position: Int) -> [Float] {
        func sum(_ left: [Float], _ right: [Float]) -> [Float] { zip(left, right).map { $0 + $1 } }
        func feedForward(_ values: [Float]) -> [Float] {
            outer.run(activation.run(inner.run(values), at: position))
        }
        if normalizeFirst {
            let middle = sum(row, attention.run(normalizations[0].run(row, at: position), at: position))
            return sum(middle, feedForward(normalizations[1].run(middle, at: position)))
        }
        let middle = normalizations[0].run(sum(row, attention.run(row, at: position)), at: position)
        return normalizations[1].run(sum(middle, feedForward(middle)), at: position)
    }
}
