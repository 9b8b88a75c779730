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
        guard shape.allSatisfy({ $0 >= 0 }), try Tensor.scalarCount(of: shape, exists: true) == count else {
            throw EngineError(
                .shapeMismatch,
                "A tensor of shape \(shapeText(self.shape)) holds \(count) numbers; they do not fit \(shapeText(newShape))."
            )
        }
        return applying(Reshaping(shape: shape))
    }

    /// All numbers as a vector.
    public func flattened() -> Tensor { applying(Reshaping(shape: [count])) }

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
        return applying(Permutation(order: order))
    }

    /// Without axes of length 1: all of them, or the one given.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` when the given axis has another length, ``EngineError/Code/invalidArgument``
    ///   when there is none.
    public func squeezed(axis: Int? = nil) throws -> Tensor {
        guard let axis else { return applying(Reshaping(shape: shape.filter { $0 != 1 })) }
        let place = try checked(axis: axis)
        guard shape[place] == 1 else {
            throw EngineError(
                .shapeMismatch,
                "Axis \(axis) of shape \(shapeText(shape)) has length \(shape[place]); only an axis of length 1 can be left out."
            )
        }
        var smaller = shape
        smaller.remove(at: place)
        return applying(Reshaping(shape: smaller))
    }

    /// With another axis of length 1: `[2, 3].expanded(axis: 1)` is `[2, 1, 3]`, and −1 puts it last.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when it lies outside.
    public func expanded(axis: Int) throws -> Tensor {
        let place = axis < 0 ? axis + rank + 1 : axis
        guard place >= 0, place <= rank else {
            throw EngineError(
                .invalidArgument,
                "A tensor of shape \(shapeText(shape)) can get a new axis at 0...\(rank), or −1 for the end, not at \(axis)."
            )
        }
        var larger = shape
        larger.insert(1, at: place)
        _ = try Tensor.scalarCount(of: larger, exists: true)
        return applying(Reshaping(shape: larger))
    }

    /// Two axes exchanged.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when there is no such axis.
    public func swappingAxes(_ first: Int, _ second: Int) throws -> Tensor {
        var order = Array(0..<rank)
        order.swapAt(try checked(axis: first), try checked(axis: second))
        return applying(Permutation(order: order))
    }

    /// How far apart in memory neighbours along each axis lie.
    static func strides(of shape: [Int]) -> [Int] {
        var strides = Array(repeating: 1, count: shape.count)
        for axis in stride(from: shape.count - 2, through: 0, by: -1) {
            strides[axis] = strides[axis + 1] * shape[axis + 1]
        }
        return strides
    }
}
