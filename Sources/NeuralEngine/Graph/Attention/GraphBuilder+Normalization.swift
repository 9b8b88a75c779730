extension GraphBuilder {
    /// γ (x − mean) / √(variance + ε) + β over the last axis, with the variance of the whole row (divided by its length).
    public func layerNormalization(
        _ input: GraphValue, gamma: GraphParameter?, beta: GraphParameter?, epsilon: Double
    ) throws -> GraphValue {
        try normalizeRows(input, gamma: gamma, beta: beta, epsilon: epsilon, centered: true)
    }

    /// γ x / √(mean of x² + ε) over the last axis.
    public func rmsNormalization(_ input: GraphValue, gamma: GraphParameter?, epsilon: Double) throws -> GraphValue {
        try normalizeRows(input, gamma: gamma, beta: nil, epsilon: epsilon, centered: false)
    }

    /// As ``layerNormalization(_:gamma:beta:epsilon:)``, with mean and variance over each of `groups` equal parts of the last
    /// axis and all axes before it.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch``.
    public func groupNormalization(
        _ input: GraphValue, groups: Int, gamma: GraphParameter?, beta: GraphParameter?, epsilon: Double
    ) throws -> GraphValue {
        try checkColumns(of: input, gamma, beta)
        guard groups >= 1, (input.shape.last ?? 1).isMultiple(of: groups) else {
            throw EngineError(
                .shapeMismatch, "\(batchShapeText(input.shape)) cannot be split into \(groups) groups of channels.")
        }
        let output = value(input.shape)
        append(
            GroupNormalizationOperation(
                input: input, output: output, gamma: gamma, beta: beta, epsilon: Float(epsilon), groups: groups))
        return output
    }

    private func normalizeRows(
        _ input: GraphValue, gamma: GraphParameter?, beta: GraphParameter?, epsilon: Double, centered: Bool
    ) throws -> GraphValue {
        try checkColumns(of: input, gamma, beta)
        let output = value(input.shape)
        append(
            RowNormalizationOperation(
                input: input, output: output, gamma: gamma, beta: beta, epsilon: Float(epsilon), centered: centered))
        return output
    }

    private func checkColumns(of input: GraphValue, _ parameters: GraphParameter?...) throws {
        for case let parameter? in parameters where parameter.shape != input.shape.suffix(1) {
            throw EngineError(
                .shapeMismatch,
                "\(batchShapeText(input.shape)) does not fit a scale or shift of shape \(shapeText(parameter.shape)).")
        }
    }
}
