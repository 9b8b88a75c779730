extension Tensor {
    /// A part of the tensor: for each axis a place, a range or `.all`; axes that are not mentioned stay whole.
    ///
    /// A place takes its axis away, a range keeps it: of a matrix, `x[0]` is a row of shape `[columns]`, `x[0, 1]` a number of
    /// shape `[]`, `x[0..<1]` a matrix of one row. Gradients go through it.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when there are more indices than axes, or one lies outside.
    public subscript<each Index: TensorIndexConvertible>(indices: repeat each Index) -> Tensor {
        get throws {
            var list: [TensorIndex] = []
            repeat list.append((each indices).tensorIndex)
            return try part(list)
        }
    }

    /// Replaces a part of the tensor, which is chosen as in the subscript: `try x.set(row, at: 0)`.
    ///
    /// - Parameter part: of the part's shape, or repeated to it.
    /// - Throws: as the subscript, and ``EngineError/Code/shapeMismatch`` when the shapes do not fit.
    public mutating func set<each Index: TensorIndexConvertible>(
        _ part: Tensor, at indices: repeat each Index
    ) throws {
        var list: [TensorIndex] = []
        repeat list.append((each indices).tensorIndex)
        let (start, kept, shape) = try block(list)
        let new = try part.broadcast(to: shape).applying(Reshaping(shape: kept))
        let ones = Tensor(uncheckedShape: kept, scalars: Array(repeating: 1, count: new.count))
        let padding = Padding(start: start, shape: self.shape)
        self = try Tensor.select(ones.applying(padding), new.applying(padding), self)
    }

    private func part(_ indices: [TensorIndex]) throws -> Tensor {
        let (start, kept, shape) = try block(indices)
        let block = applying(Slicing(start: start, shape: kept))
        return shape == kept ? block : block.applying(Reshaping(shape: shape))
    }

    /// Where the part begins, its shape with all axes, and without those of which one place is taken.
    private func block(_ indices: [TensorIndex]) throws -> (start: [Int], kept: [Int], shape: [Int]) {
        guard indices.count <= rank else {
            throw EngineError(
                .invalidArgument,
                """
                \(indices.count) indices were given for a tensor of shape \(shapeText(shape)): one an axis at most.
                """)
        }
        var start = Array(repeating: 0, count: rank)
        var kept = shape
        var result: [Int] = []
        for axis in shape.indices {
            let length = shape[axis]
            switch axis < indices.count ? indices[axis].kind : TensorIndex.all.kind {
            case .place(let place):
                guard place >= 0, place < length else {
                    throw EngineError(
                        .invalidArgument,
                        "There is no place \(place) on axis \(axis) of shape \(shapeText(shape)): they are 0..<\(length)."
                    )
                }
                (start[axis], kept[axis]) = (place, 1)
            case .range(let first, let end):
                let (first, end) = (first ?? 0, end ?? length)
                guard first >= 0, first <= end, end <= length else {
                    throw EngineError(
                        .invalidArgument,
                        "\(first)..<\(end) does not lie on axis \(axis) of shape \(shapeText(shape)): it has the places 0..<\(length)."
                    )
                }
                (start[axis], kept[axis]) = (first, end - first)
                result.append(end - first)
            }
        }
        return (start, kept, result)
    }
}
