extension Tensor {
    /// The same numbers under another shape; one axis may be −1 and is then worked out.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` when the numbers do not fit.
    public func reshaped(_ newShape: [Int]) throws -> Tensor {
        var shape = newShape
        if let free = newShape.firstIndex(of: -1) {
            let rest = newShape.enumerated().filter { $0.offset != free }.reduce(1) { $0 * $1.element }
            shape[free] = rest > 0 && count.isMultiple(of: rest) ? count / rest : -1
        }
        guard shape.allSatisfy({ $0 >= 0 }), try Tensor.scalarCount(of: shape) == count else {
            throw EngineError(
                .shapeMismatch,
                "A tensor of shape \(shapeText(self.shape)) holds \(count) numbers; they do not fit \(shapeText(newShape))."
            )
        }
        return Tensor(uncheckedShape: shape, scalars: scalars)
    }

    /// All numbers as a vector.
    public func flattened() -> Tensor { Tensor(scalars) }

    /// A matrix with rows and columns exchanged: `[m, n]` to `[n, m]`. For more axes the last two are exchanged.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` for fewer than two axes.
    public func transposed() throws -> Tensor {
        guard rank >= 2 else {
            throw EngineError(
                .shapeMismatch,
                "A tensor of shape \(shapeText(shape)) has no two axes to exchange; reshape a vector to [1, n] or [n, 1]."
            )
        }
        var order = Array(0..<rank)
        order.swapAt(rank - 1, rank - 2)
        return try transposed(order: order)
    }

    /// The axes in another order: axis `i` of the result is axis `order[i]` of this tensor.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when `order` does not name each axis once.
    public func transposed(order: [Int]) throws -> Tensor {
        guard order.sorted() == Array(0..<rank) else {
            throw EngineError(
                .invalidArgument, "\(shapeText(order)) is no order of the \(rank) axes of shape \(shapeText(shape)).")
        }
        let strides = Tensor.strides(of: shape)
        return strided(shape: order.map { shape[$0] }, strides: order.map { strides[$0] })
    }

    /// How far apart in memory neighbours along each axis lie.
    static func strides(of shape: [Int]) -> [Int] {
        var strides = Array(repeating: 1, count: shape.count)
        for axis in stride(from: shape.count - 2, through: 0, by: -1) {
            strides[axis] = strides[axis + 1] * shape[axis + 1]
        }
        return strides
    }

    /// Reads this tensor's numbers in the order that a shape and strides (0 repeats) give.
    func strided(shape: [Int], strides: [Int]) -> Tensor {
        Tensor(uncheckedShape: shape) { target in
            guard !target.isEmpty else { return }
            scalars.withUnsafeBufferPointer { source in
                guard let last = shape.indices.last else {
                    target[0] = source[0]
                    return
                }
                var place = Array(repeating: 0, count: shape.count)
                var offset = 0
                var written = 0
                while true {
                    for index in 0..<shape[last] {
                        target[written] = source[offset + index * strides[last]]
                        written += 1
                    }
                    var axis = last - 1
                    while axis >= 0 {
                        place[axis] += 1
                        offset += strides[axis]
                        if place[axis] < shape[axis] { break }
                        offset -= place[axis] * strides[axis]
                        place[axis] = 0
                        axis -= 1
                    }
                    if axis < 0 { return }
                }
            }
        }
    }
}
