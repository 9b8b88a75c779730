/// A row of a learned table for each index: y = E[x].
///
/// Shape: `[batch, …]` to `[batch, …, outputDim]`, mostly `[batch, time]` to `[batch, time, outputDim]`; E is
/// `[inputDim, outputDim]`. Indices are whole numbers from 0 to below `inputDim`, given as floats as all data are; others are
/// an error before training begins, with the row and the value.
///
/// Source: Bengio et al. 2003, "A Neural Probabilistic Language Model", section 2. Keras's `Embedding`, its initialiser included.
public struct Embedding: Layer, Hashable {
    /// How many different indices there are.
    public let inputDim: Int
    /// Numbers in a row.
    public let outputDim: Int
    /// Whether steps with index 0 are padding, which layers that know masks skip.
    public let maskZero: Bool
    public let embeddingsInitializer: Initializer

    public init(
        inputDim: Int, outputDim: Int, maskZero: Bool = false,
        embeddingsInitializer: Initializer = .uniform(limit: 0.05)
    ) {
        self.inputDim = inputDim
        self.outputDim = outputDim
        self.maskZero = maskZero
        self.embeddingsInitializer = embeddingsInitializer
    }

    public var kind: String { "Embedding" }
    public var code: String {
        let parts = [
            "inputDim: \(inputDim)", "outputDim: \(outputDim)", maskZero ? "maskZero: true" : nil,
            embeddingsInitializer.code("embeddingsInitializer", usual: .uniform(limit: 0.05)),
        ]
        return "Embedding(\(parts.compactMap { $0 }.joined(separator: ", ")))"
    }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        guard inputDim >= 1, outputDim >= 1 else {
            throw EngineError(
                .invalidArgument,
                """
                An embedding has 1 index or more and rows of 1 number or more; inputDim \(inputDim) and outputDim \
                \(outputDim) were given.
                """)
        }
        try SizeLimits.check(outputDim, "outputDim", of: kind)
        // Beyond, neighbouring whole numbers are one float.
        guard inputDim <= 1 << 24 else {
            throw EngineError(
                .invalidArgument, "inputDim is \(inputDim), but float32 tells apart indices below 16777216 only.")
        }
        return inputShape + [outputDim]
    }

    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] {
        [
            ParameterSpecification(
                name: "embeddings", shape: [inputDim, outputDim], initializer: embeddingsInitializer, fanIn: inputDim,
                fanOut: outputDim)
        ]
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        let output = try graph.embedding(input, table: parameters[0])
        if maskZero { graph.setMask(graph.nonzeroMask(input), of: output) }
        return output
    }
}
