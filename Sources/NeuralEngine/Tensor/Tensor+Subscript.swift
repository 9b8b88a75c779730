extension Tensor {
    /// The number at a place, where a `Float` is wanted: `let x: Float = try matrix[1, 2]`. To a gradient it is a constant.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when there are not as many indices as axes, or one lies outside.
    @_disfavoredOverload
    public subscript(indices: Int...) -> Float {
        get throws { scalars[try offset(of: indices)] }
    }

    /// Replaces the number at a place: `try matrix.set(0.5, at: 1, 2)`.
    ///
    /// - Throws: as the subscript does. (A Swift setter cannot throw, hence a method.)
    public mutating func set(_ value: Float, at indices: Int...) throws {
        let offset = try offset(of: indices)
        guard isTracked else { return change { $0[offset] = value } }
        self = applying(Replacement(offset: offset, value: value))
    }

    /// The only number of a tensor that holds one, whatever its rank.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` when it holds more or none.
    public var scalar: Float {
        get throws {
            guard scalars.count == 1 else {
                throw EngineError(
                    .shapeMismatch,
                    "A tensor of shape \(shapeText(shape)) is not one number; read one with tensor[i, …], or take .mean() or .sum()."
                )
            }
            return scalars[0]
        }
    }

    private func offset(of indices: [Int]) throws -> Int {
        guard indices.count == shape.count, zip(indices, shape).allSatisfy({ $0 >= 0 && $0 < $1 }) else {
            throw EngineError(
                .invalidArgument,
                "\(shapeText(indices)) is no place in a tensor of shape \(shapeText(shape)): one index an axis, from 0."
            )
        }
        return zip(indices, shape).reduce(0) { $0 * $1.1 + $1.0 }
    }
}
