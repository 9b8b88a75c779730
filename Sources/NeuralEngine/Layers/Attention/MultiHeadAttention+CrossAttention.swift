/// Queries from one sequence, keys and values from another.
extension MultiHeadAttention {
    public func outputShape(forInputs shapes: [[Int]]) throws -> [Int] {
        try checkArguments()
        guard (1...3).contains(shapes.count) else {
            throw EngineError(
                .shapeMismatch,
                """
                Multi-head attention takes one input, a query and a sequence to look at, or query, key and value; \
                \(shapes.count) inputs were given.
                """)
        }
        for shape in shapes {
            try checkSequence(shape, layer: "Multi-head attention")
            try SizeLimits.check(sample: [shape[0], numHeads, max(keyDim, valueDim)])
        }
        guard shapes.dropFirst().allSatisfy({ $0[0] == shapes[1][0] }) else {
            throw EngineError(
                .shapeMismatch,
                """
                Attention's keys and values belong together step by step, but \(batchShapeText(shapes[1])) and \
                \(batchShapeText(shapes[2])) have different numbers of steps.
                """)
        }
        return shapes[0]
    }

    public func parameters(forInputs shapes: [[Int]]) -> [ParameterSpecification] {
        guard shapes.count > 1 else { return parameters(for: shapes[0]) }
        let features = shapes.map { $0.last ?? 0 }
        return affine("query", from: features[0], to: numHeads * keyDim)
            + affine("key", from: features[1], to: numHeads * keyDim)
            + affine("value", from: features[features.count - 1], to: numHeads * valueDim)
            + affine("output", from: numHeads * valueDim, to: features[0])
    }

    public func build(
        inputs: [GraphValue], parameters: [GraphParameter], in graph: GraphBuilder
    ) throws -> GraphValue {
        guard inputs.count > 1 else { return try build(inputs[0], parameters: parameters, in: graph) }
        var rest = parameters[...]
        func affine(_ input: GraphValue) throws -> GraphValue {
            try graph.affine(input, kernel: rest.removeFirst(), bias: hasBias ? rest.removeFirst() : nil)
        }
        let query = try affine(inputs[0])
        let key = try affine(inputs[1])
        let value = try affine(inputs[inputs.count - 1])
        let mask = graph.mask(of: inputs[1]) ?? graph.mask(of: inputs[inputs.count - 1])
        let result = try affine(
            graph.attention(
                query: query, key: key, value: value, heads: numHeads, isCausal: isCausal, mask: mask, dropout: dropout)
        )
        // What comes out is as long as the queries, so their mask holds for it.
        graph.setMask(graph.mask(of: inputs[0]), of: result)
        return result
    }
}
