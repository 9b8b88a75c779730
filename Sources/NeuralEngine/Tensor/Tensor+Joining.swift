extension Tensor {
    /// Tensors one behind the other along an axis: `[2, 3]` and `[4, 3]` along axis 0 give `[6, 3]`.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes when they differ in another axis;
    ///   ``EngineError/Code/invalidArgument`` when there is no such axis, or no tensor.
    public static func concatenated(_ tensors: [Tensor], axis: Int = 0) throws -> Tensor {
        guard let first = tensors.first else {
            throw EngineError(.invalidArgument, "There is nothing to concatenate: the list of tensors is empty.")
        }
        let place = try first.checked(axis: axis)
        var shape = first.shape
        for (index, tensor) in tensors.enumerated().dropFirst() {
            var expected = tensor.shape
            if tensor.rank == first.rank { expected[place] = first.shape[place] }
            guard expected == first.shape else {
                throw EngineError(
                    .shapeMismatch,
                    """
                    Tensor \(index) of shape \(shapeText(tensor.shape)) does not fit tensor 0 of shape \
                    \(shapeText(first.shape)) along axis \(axis): all other axes have to be equal.
                    """)
            }
            shape[place] += tensor.shape[place]
        }
        _ = try scalarCount(of: shape)
        return applying(Concatenation(axis: place, shape: shape), to: tensors)
    }

    /// Tensors of one shape as the places of a new axis: three of `[2]` give `[3, 2]`, or `[2, 3]` along axis 1.
    ///
    /// - Throws: as ``concatenated(_:axis:)``.
    public static func stacked(_ tensors: [Tensor], axis: Int = 0) throws -> Tensor {
        if let odd = tensors.firstIndex(where: { $0.shape != tensors[0].shape }) {
            throw EngineError(
                .shapeMismatch,
                """
                Tensor \(odd) has shape \(shapeText(tensors[odd].shape)), tensor 0 \(shapeText(tensors[0].shape)): \
                only tensors of one shape can be stacked.
                """)
        }
        return try concatenated(tensors.map { try $0.expanded(axis: axis) }, axis: axis)
    }

    /// This tensor cut along an axis into parts of equal length.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when the axis's length is no multiple of `count`.
    public func split(into count: Int, axis: Int = 0) throws -> [Tensor] {
        let place = try checked(axis: axis)
        guard count >= 1, shape[place].isMultiple(of: count) else {
            throw EngineError(
                .invalidArgument,
                "Axis \(axis) of shape \(shapeText(shape)) cannot be cut into \(count) equal parts; give the lengths: split([…])."
            )
        }
        return try split(Array(repeating: shape[place] / count, count: count), axis: axis)
    }

    /// This tensor cut along an axis into parts of the given lengths.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when the lengths do not add up to the axis's.
    public func split(_ lengths: [Int], axis: Int = 0) throws -> [Tensor] {
        let place = try checked(axis: axis)
        let isSound = lengths.allSatisfy { $0 >= 0 && $0 <= shape[place] }
        guard isSound, lengths.reduce(0, +) == shape[place] else {
            throw EngineError(
                .invalidArgument,
                "The lengths \(shapeText(lengths)) do not add up to axis \(axis) of shape \(shapeText(shape)).")
        }
        var start = Array(repeating: 0, count: rank)
        var part = shape
        return lengths.map { length in
            part[place] = length
            defer { start[place] += length }
            return applying(Slicing(start: start, shape: part))
        }
    }

    /// This tensor repeated along an axis: `[2, 3]` twice along axis 0 is `[4, 3]`.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when the count is negative or there is no such axis.
    public func tiled(_ count: Int, axis: Int = 0) throws -> Tensor {
        let place = try checked(axis: axis)
        guard count >= 0 else {
            throw EngineError(.invalidArgument, "A tensor cannot be repeated \(count) times.")
        }
        var shape = shape
        shape.insert(1, at: place)
        var repeated = shape
        repeated[place] = count
        _ = try Tensor.scalarCount(of: repeated)
        var result = self.shape
        result[place] *= count
        return try applying(Reshaping(shape: shape)).broadcast(to: repeated).applying(Reshaping(shape: result))
    }
}
