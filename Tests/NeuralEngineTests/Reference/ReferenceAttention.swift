import NeuralEngine

/// Attention of a sequence to itself: softmax(Q Kᵀ / √width) V for each head, then a last map.
struct ReferenceAttention: ReferenceLayer {
    let heads: Int
    let keyWidth: Int
    let valueWidth: Int
    var hasBias = true
    var isCausal = false

    var layer: any Layer {
        MultiHeadAttention(
            numHeads: heads, keyDim: keyWidth, valueDim: valueWidth, bias: hasBias, isCausal: isCausal)
    }

    func apply<Value: NumberArray>(
        to input: Flow<Value>, weights: inout ArraySlice<Value>, isTraining: Bool
    ) throws -> Flow<Value> {
        let packed = try ReferenceDense.affine(input.value, weights: &weights, hasBias: hasBias)
        let (first, second) = (heads * keyWidth, 2 * heads * keyWidth)
        let seen = try attended(
            packed.gathered(Array(0..<first), axis: 2), packed.gathered(Array(first..<second), axis: 2),
            packed.gathered(Array(second..<(second + heads * valueWidth)), axis: 2), keyMask: input.mask)
        return Flow(
            try ReferenceDense.affine(seen, weights: &weights, hasBias: hasBias), mask: input.mask)
    }

    /// - Parameters:
    ///   - q: `[batch, queries, heads · keyWidth]`; k likewise with keys, v with `heads · valueWidth`.
    ///   - keyMask: for each sample and key whether it is seen. A query that sees none gives zeros.
    func attended<Value: NumberArray>(_ q: Value, _ k: Value, _ v: Value, keyMask: [Bool]?) throws -> Value {
        let (batch, queries, keys) = (q.shape[0], q.shape[1], k.shape[1])
        func split(_ x: Value, _ width: Int) throws -> Value {
            try x.reshaped([batch, x.shape[1], heads, width]).transposed(order: [0, 2, 1, 3])
        }
        let scores =
            try split(q, keyWidth).matmul(split(k, keyWidth).transposed(order: [0, 1, 3, 2]))
            * Value(shape: [], doubles: [1 / Double(keyWidth).squareRoot()])
        var allowed: [Double] = []
        for sample in 0..<batch {
            for query in 0..<queries {
                for key in 0..<keys {
                    allowed.append(!(isCausal && key > query) && keyMask?[sample * keys + key] ?? true ? 1 : 0)
                }
            }
        }
        let shown = try Value(shape: [batch, 1, queries, keys], doubles: allowed)
        // What is hidden is pushed far down, so that the largest is one of those that are seen.
        let hidden = try Value(shape: [batch, 1, queries, keys], doubles: allowed.map { ($0 - 1) * 1e4 })
        let largest = try (scores + hidden).max(axes: [3], keepDimensions: true)
        let shift = try Value(shape: largest.shape, doubles: largest.doubles)
        let powers = try ((scores - shift) * shown).exp() * shown
        let sums = try powers.sum(axes: [3], keepDimensions: true)
        // Where nothing is seen, 0 / 1.
        let empty = try Value(shape: sums.shape, doubles: sums.doubles.map { $0 == 0 ? 1 : 0 })
        return try (powers / (sums + empty)).matmul(split(v, valueWidth)).transposed(order: [0, 2, 1, 3]).reshaped(
            [batch, queries, heads * valueWidth])
    }
}

/// Attention and two dense maps, each with a normalisation and a shortcut around it.
struct ReferenceTransformerBlock: ReferenceLayer {
    let heads: Int
    let inner: Int
    var activation = ActivationFunction.relu
    var normalizesFirst = false
    var isCausal = false

    var layer: any Layer {
        TransformerBlock(
            numHeads: heads, intermediateDim: inner, activation: activation, normalizeFirst: normalizesFirst,
            isCausal: isCausal)
    }

    func apply<Value: NumberArray>(
        to input: Flow<Value>, weights: inout ArraySlice<Value>, isTraining: Bool
    ) throws -> Flow<Value> {
        let own = Array(weights.prefix(12))
        weights = weights.dropFirst(12)
        let features = input.value.shape[2]
        let attention = ReferenceAttention(
            heads: heads, keyWidth: features / heads, valueWidth: features / heads, isCausal: isCausal)
        func run(_ layer: some ReferenceLayer, _ x: Value, _ range: Range<Int>) throws -> Value {
            var rest = own[range]
            return try layer.apply(to: Flow(x, mask: input.mask), weights: &rest, isTraining: isTraining).value
        }
        func normalized(_ x: Value, _ range: Range<Int>) throws -> Value {
            try run(ReferenceNormalization(kind: .rows, epsilon: 1e-5), x, range)
        }
        let x = input.value
        let seen = try run(attention, normalizesFirst ? normalized(x, 0..<2) : x, 2..<6)
        var middle = try x + seen
        if !normalizesFirst { middle = try normalized(middle, 0..<2) }
        let hidden = try run(
            ReferenceDense(units: inner, activation: activation), normalizesFirst ? normalized(middle, 6..<8) : middle,
            8..<10)
        let result = try middle + run(ReferenceDense(units: features), hidden, 10..<12)
        return Flow(normalizesFirst ? result : try normalized(result, 6..<8))
    }
}
