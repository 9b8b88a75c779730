extension GraphBuilder {
    /// softmax(Q Kᵀ / √keyWidth) V for each head: `[batch, queries, heads · keyWidth]`, `[batch, keys, heads · keyWidth]` and
    /// `[batch, keys, heads · valueWidth]` to `[batch, queries, heads · valueWidth]`; the numbers of head h follow those of head
    /// h − 1. Source: Vaswani et al. 2017, eq. 1.
    ///
    /// - Parameters:
    ///   - isCausal: query i sees keys 0 to i only.
    ///   - mask: `[keys]`, 0 for steps that nobody sees. A query that sees nothing gives zeros.
    ///   - dropout: the probability that a weight is left out while training.
    /// - Throws: ``EngineError/Code/shapeMismatch`` with the three shapes.
    public func attention(
        query: GraphValue, key: GraphValue, value: GraphValue, heads: Int, isCausal: Bool = false,
        mask: GraphValue? = nil, dropout: Double = 0
    ) throws -> GraphValue {
        guard query.shape.count == 2, key.shape.count == 2, value.shape.count == 2, query.shape[1] == key.shape[1],
            key.shape[0] == value.shape[0], heads >= 1, query.shape[1].isMultiple(of: heads),
            value.shape[1].isMultiple(of: heads)
        else {
            throw EngineError(
                .shapeMismatch,
                """
                Queries \(batchShapeText(query.shape)), keys \(batchShapeText(key.shape)) and values \
                \(batchShapeText(value.shape)) do not fit attention of \(heads) heads: it takes [batch, queries, width], \
                [batch, keys, width] and [batch, keys, any width], in equal parts for the heads.
                """)
        }
        return try attention(
            .separate(query: query, key: key, value: value), queries: query.shape[0], keys: key.shape[0], heads: heads,
            widths: (query.shape[1] / heads, value.shape[1] / heads), isCausal: isCausal, mask: mask, dropout: dropout)
    }

    /// As ``attention(query:key:value:heads:isCausal:mask:dropout:)``, with queries, keys and values side by side:
    /// `[batch, time, heads · keyWidth + heads · keyWidth + heads · valueWidth]`.
    public func attention(
        packed: GraphValue, heads: Int, keyWidth: Int, isCausal: Bool = false, mask: GraphValue? = nil,
        dropout: Double = 0
    ) throws -> GraphValue {
        let rest = (packed.shape.last ?? 0) - 2 * heads * keyWidth
        guard packed.shape.count == 2, heads >= 1, keyWidth >= 1, rest >= heads, rest.isMultiple(of: heads) else {
            throw EngineError(
                .shapeMismatch,
                """
                \(batchShapeText(packed.shape)) does not hold queries and keys of \(heads) heads of \(keyWidth) numbers \
                each, and values behind them.
                """)
        }
        return try attention(
            .packed(packed), queries: packed.shape[0], keys: packed.shape[0], heads: heads,
            widths: (keyWidth, rest / heads), isCausal: isCausal, mask: mask, dropout: dropout)
    }

    private func attention(
        _ source: AttentionOperation.Source, queries: Int, keys: Int, heads: Int, widths: (key: Int, value: Int),
        isCausal: Bool, mask: GraphValue?, dropout: Double
    ) throws -> GraphValue {
        if let mask, mask.shape != [keys] {
            throw EngineError(
                .shapeMismatch,
                "A mask of shape \(batchShapeText(mask.shape)) does not fit \(keys) keys; expected [batch, \(keys)].")
        }
        let rate = isTraining ? dropout : 0
        let output = value([queries, heads * widths.value])
        append(
            AttentionOperation(
                source: source, mask: mask, output: output, heads: heads, keyWidth: widths.key,
                valueWidth: widths.value, isCausal: isCausal, scale: Float(1 / Double(widths.key).squareRoot()),
                dropout: rate, stream: rate > 0 ? newRandomStream() : 0))
        return output
    }

    /// y = r + x W + b over the last axis: an affine map whose result is added to a value of its shape.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` with the shapes.
    public func affine(
        _ input: GraphValue, kernel: GraphParameter, bias: GraphParameter?, addedTo residual: GraphValue
    ) throws -> GraphValue {
        guard kernel.shape.count == 2, input.shape.last == kernel.shape[0],
            bias.map({ $0.shape == [kernel.shape[1]] }) ?? true,
            residual.shape == Array(input.shape.dropLast()) + [kernel.shape[1]]
        else {
            throw EngineError(
                .shapeMismatch,
                """
                Input \(batchShapeText(input.shape)) does not fit weights of shape \(shapeText(kernel.shape)) and a sum with \
                \(batchShapeText(residual.shape)).
                """)
        }
        let output = value(residual.shape)
        append(
            ResidualAffineOperation(input: input, residual: residual, output: output, kernel: kernel, bias: bias))
        return output
    }
}
