extension GraphBuilder {
    /// E[x], a row of a table for each index: `[batch, …]` to `[batch, …, columns]`; E is `[words, columns]`.
    ///
    /// - Parameter positions: a table `[time or more, columns]` whose first rows are added to each sequence.
    /// - Throws: ``EngineError/Code/shapeMismatch``. An index that is no whole number below the count of words is found before
    ///   training begins; where indices are computed by the network itself, its row becomes NaN.
    public func embedding(
        _ input: GraphValue, table: GraphParameter, positions: GraphParameter? = nil
    ) throws -> GraphValue {
        guard table.shape.count == 2 else {
            throw EngineError(
                .shapeMismatch, "An embedding's table is [words, columns], not \(shapeText(table.shape)).")
        }
        if let positions { try checkPositions(positions, time: input.width, columns: table.shape[1]) }
        let output = value(input.shape + [table.shape[1]])
        append(EmbeddingOperation(input: input, output: output, table: table, positions: positions))
        return output
    }

    /// A mask over the steps of a sequence of indices: 0 where the index is 0, else 1.
    public func nonzeroMask(_ indices: GraphValue) -> GraphValue {
        let output = value(indices.shape)
        append(NonzeroMaskOperation(input: indices, output: output))
        return output
    }

    /// x + P for each sequence: `[batch, time, columns]`; P is `[time or more, columns]`, of which the first rows are used.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch``.
    public func addPositions(_ input: GraphValue, table: GraphParameter) throws -> GraphValue {
        let columns = input.shape.last ?? 1
        try checkPositions(table, time: input.width / columns, columns: columns)
        let output = value(input.shape)
        append(PositionOperation(input: input, output: output, table: table))
        return output
    }

    /// x + P with P[t, 2i] = sin(t / wavelength^(2i / columns)) and P[t, 2i + 1] = cos of the same.
    public func addSinusoids(_ input: GraphValue, wavelength: Double = 10_000) -> GraphValue {
        let output = value(input.shape)
        append(SinusoidOperation(input: input, output: output, wavelength: wavelength))
        return output
    }

    private func checkPositions(_ table: GraphParameter, time: Int, columns: Int) throws {
        guard table.shape.count == 2, table.shape[1] == columns, table.shape[0] >= time else {
            throw EngineError(
                .shapeMismatch,
                "A table of positions of shape \(shapeText(table.shape)) does not fit [batch, \(time), \(columns)].")
        }
    }
}
