extension Tensor {
    /// The number at a place: `try matrix[1, 2]`, `try vector[0]`.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when there are not as many indices as axes, or one lies outside.
    public subscript(indices: Int...) -> Float {
        get throws { scalars[try offset(of: indices)] }
    }

    /// Replaces the number at a place: `try matrix.set(0.5, at: 1, 2)`.
    ///
    /// - Throws: as the subscript does. (A Swift setter cannot throw, hence a method.)
    public mutating func set(_ value: Float, at indices: Int...) throws {
        let offset = try offset(of: indices)
        withUnsafeMutableScalars { $0[offset] = value }
    }

    /// The only number of a tensor that holds one, whatever its rank.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` when it holds more or none.
    public var scalar: Float {
        get throws {
            guard scalars.count == 1 else {
                throw EngineError(
                    .shapeMismatch,
                    "A tensor of shape \(shapeText(shape)) is not one number; read one with tensor[i, …].")
            }
            return scalars[0]
        }
    }

    /// Row `index`: the part at that place of the first axis, with the other axes left.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when there is no such row.
    public func row(_ index: Int) throws -> Tensor {
        let rows = try rows(index..<(index + 1))
        return Tensor(uncheckedShape: Array(shape.dropFirst()), scalars: rows.scalars)
    }

    /// Some consecutive rows (places of the first axis).
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when the range reaches outside.
    public func rows(_ range: Range<Int>) throws -> Tensor {
        guard let length = shape.first, range.lowerBound >= 0, range.upperBound <= length else {
            throw EngineError(
                .invalidArgument,
                "Rows \(range.lowerBound)..<\(range.upperBound) do not lie in a tensor of shape \(shapeText(shape)).")
        }
        let width = shape.dropFirst().reduce(1, *)
        let part = scalars[(range.lowerBound * width)..<(range.upperBound * width)]
        return Tensor(uncheckedShape: [range.count] + shape.dropFirst(), scalars: Array(part))
    }

    /// The rows with the given indices, in that order; an index may come more than once.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when an index lies outside.
    public func gathered(rows indices: [Int]) throws -> Tensor {
        let length = shape.first ?? 0
        if let wrong = indices.first(where: { $0 < 0 || $0 >= length }) {
            throw EngineError(
                .invalidArgument, "There is no row \(wrong) in a tensor of shape \(shapeText(shape)).")
        }
        let width = shape.dropFirst().reduce(1, *)
        return Tensor(uncheckedShape: [indices.count] + shape.dropFirst()) { target in
            guard var place = target.baseAddress, width > 0 else { return }
            scalars.withUnsafeBufferPointer { source in
                guard let base = source.baseAddress else { return }
                for index in indices {
                    place.update(from: base + index * width, count: width)
                    place += width
                }
            }
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
