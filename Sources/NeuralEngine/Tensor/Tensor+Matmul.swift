extension Tensor {
    /// The matrix product: `[m, k]` times `[k, n]` is `[m, n]`; a vector counts as a row on the left, a column on the right.
    ///
    /// cᵢⱼ = Σₗ aᵢₗ bₗⱼ
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes.
    public func matmul(_ other: Tensor) throws -> Tensor {
        guard (1...2).contains(rank), (1...2).contains(other.rank), shape[rank - 1] == other.shape[0] else {
            throw EngineError(
                .shapeMismatch,
                """
                \(shapeText(shape)) times \(shapeText(other.shape)) is no matrix product: \
                the last axis of the left has to be as long as the first of the right, and both are matrices or vectors.
                """)
        }
        let rows = rank == 2 ? shape[0] : 1
        let inner = shape[rank - 1]
        let columns = other.rank == 2 ? other.shape[1] : 1
        let resultShape = shape.dropLast() + other.shape.dropFirst()
        return Tensor(uncheckedShape: Array(resultShape)) { target in
            scalars.withUnsafeBufferPointer { left in
                other.scalars.withUnsafeBufferPointer { right in
                    guard let output = target.baseAddress else { return }
                    guard let a = left.baseAddress, let b = right.baseAddress, inner > 0 else {
                        return target.update(repeating: 0)
                    }
                    let product = Product(rows: rows, columns: columns, inner: inner)
                    product.run(a, b, into: output)
                }
            }
        }
    }
}
