extension GraphBuilder {
    /// x₁ + x₂ + …; the values have one shape.
    public func add(_ values: [GraphValue]) throws -> GraphValue { try merge(values, .add) }

    /// x₁ − x₂; the values have one shape.
    public func subtract(_ values: [GraphValue]) throws -> GraphValue { try merge(values, .subtract) }

    /// x₁ · x₂ · …, element by element; the values have one shape.
    public func multiply(_ values: [GraphValue]) throws -> GraphValue { try merge(values, .multiply) }

    /// (x₁ + x₂ + …) / n; the values have one shape.
    public func average(_ values: [GraphValue]) throws -> GraphValue { try merge(values, .average) }

    /// max(x₁, x₂, …), element by element; the values have one shape.
    public func maximum(_ values: [GraphValue]) throws -> GraphValue { try merge(values, .maximum) }

    /// min(x₁, x₂, …), element by element; the values have one shape.
    public func minimum(_ values: [GraphValue]) throws -> GraphValue { try merge(values, .minimum) }

    /// The values one behind the other along an axis of their samples' shapes; they differ along it alone.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch``.
    public func concatenate(_ values: [GraphValue], axis: Int) throws -> GraphValue {
        guard let first = values.first, first.shape.indices.contains(axis),
            values.allSatisfy({ value in
                value.shape.count == first.shape.count
                    && value.shape.indices.allSatisfy { $0 == axis || value.shape[$0] == first.shape[$0] }
            })
        else {
            throw EngineError(
                .shapeMismatch,
                "\(values.map { batchShapeText($0.shape) }.joined(separator: " and ")) cannot be concatenated.")
        }
        guard values.count > 1 else { return first }
        var shape = first.shape
        shape[axis] = values.reduce(0) { $0 + $1.shape[axis] }
        let output = value(shape)
        append(ConcatenateOperation(inputs: values, output: output, axis: axis))
        return output
    }

    private func merge(_ values: [GraphValue], _ kind: MergeKind) throws -> GraphValue {
        guard let first = values.first, values.allSatisfy({ $0.shape == first.shape }) else {
            throw EngineError(
                .shapeMismatch,
                "\(values.map { batchShapeText($0.shape) }.joined(separator: " and ")) are not of one shape.")
        }
        guard values.count > 1 else { return first }
        let output = value(first.shape)
        append(MergeOperation(inputs: values, output: output, kind: kind))
        return output
    }
}
