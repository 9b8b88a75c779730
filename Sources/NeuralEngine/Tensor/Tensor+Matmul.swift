extension Tensor {
    /// The matrix product: `[m, k]` times `[k, n]` is `[m, n]`; a vector counts as a row on the left, a column on the right.
    ///
    /// cᵢⱼ = Σₗ aᵢₗ bₗⱼ
    ///
    /// With more axes the last two are matrices, and the leading ones are repeated to each other as in `+`: `[8, 1, m, k]` times
    /// `[4, k, n]` is `[8, 4, m, n]`.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes, ``EngineError/Code/interrupted``.
    public func matmul(_ other: Tensor) throws -> Tensor {
        try Interruption.check()
        guard rank >= 1, other.rank >= 1, shape[rank - 1] == other.shape[Swift.max(0, other.rank - 2)] else {
            throw EngineError(
                .shapeMismatch,
                """
                \(shapeText(shape)) times \(shapeText(other.shape)) is no matrix product: the last axis of the left has to be \
                as long as the last but one of the right (of a vector: the only one), and a number has no axes.
                """)
        }
        if rank == 2, other.rank == 2 {
            _ = try Tensor.scalarCount(of: [shape[0], other.shape[1]])
            return applying(MatrixProduct(batch: []), other)
        }
        return try generalProduct(other)
    }

    private func generalProduct(_ other: Tensor) throws -> Tensor {
        let left = rank == 1 ? applying(Reshaping(shape: [1] + shape)) : self
        let right = other.rank == 1 ? other.applying(Reshaping(shape: other.shape + [1])) : other
        var batch: [Int]
        do {
            batch = try Tensor.broadcastShape(Array(left.shape.dropLast(2)), Array(right.shape.dropLast(2)))
        } catch let error as EngineError {
            throw EngineError(
                error.code,
                "\(shapeText(shape)) times \(shapeText(other.shape)): the axes before the last two have to fit. \(error.message)"
            )
        }
        var result = batch
        if rank > 1 { result.append(left.shape[left.rank - 2]) }
        if other.rank > 1 { result.append(right.shape[right.rank - 1]) }
        _ = try Tensor.scalarCount(of: result)
        if right.rank == 2 {
            // One matrix for all: one large product instead of many small ones.
            let rows = left.shape.dropLast().reduce(1, *)
            let flat = left.rank == 2 ? left : left.applying(Reshaping(shape: [rows, left.shape[left.rank - 1]]))
            let product = flat.applying(MatrixProduct(batch: []), right)
            return product.shape == result ? product : product.applying(Reshaping(shape: result))
        }
        let product = left.applying(MatrixProduct(batch: batch), right)
        return product.shape == result ? product : product.applying(Reshaping(shape: result))
    }
}
