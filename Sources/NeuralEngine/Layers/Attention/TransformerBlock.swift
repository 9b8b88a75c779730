/// One block of a transformer: self-attention and a small network for each step, each with a shortcut around it.
///
/// With f(x) = W₂ a(W₁ x + b₁) + b₂, either as in the original (Vaswani et al. 2017, section 3.1)
/// u = norm(x + attention(x)), y = norm(u + f(u)), or with the normalisation first (`normalizeFirst`, as in GPT-2; deep networks
/// of such blocks learn without a warm-up: Xiong et al. 2020) u = x + attention(norm(x)), y = u + f(norm(u)); then a
/// ``LayerNormalization`` follows the last block. Causal blocks make a GPT, others a BERT.
///
/// Shape: `[batch, time, features]`, unchanged. While training, dropout acts on the attention's weights and on the results of
/// both parts. Names and defaults are those of KerasHub's `TransformerEncoder`; the heads' size is features / numHeads.
public struct TransformerBlock: Layer, Hashable {
    public let numHeads: Int
    /// Units of the inner layer of f.
    public let intermediateDim: Int
    public let dropout: Double
    /// a.
    public let activation: ActivationFunction
    public let layerNormEpsilon: Double
    public let normalizeFirst: Bool
    /// Whether a step sees itself and earlier steps only.
    public let isCausal: Bool
    public let kernelInitializer: Initializer

    public init(
        numHeads: Int, intermediateDim: Int, dropout: Double = 0, activation: ActivationFunction = .relu,
        layerNormEpsilon: Double = 1e-5, normalizeFirst: Bool = false, isCausal: Bool = false,
        kernelInitializer: Initializer = .glorotUniform
    ) {
        self.numHeads = numHeads
        self.intermediateDim = intermediateDim
        self.dropout = dropout
        self.activation = activation
        self.layerNormEpsilon = layerNormEpsilon
        self.normalizeFirst = normalizeFirst
        self.isCausal = isCausal
        self.kernelInitializer = kernelInitializer
    }

    public var kind: String { "TransformerBlock" }
    public var code: String {
        let parts = [
            "numHeads: \(numHeads)", "intermediateDim: \(intermediateDim)",
            dropout == 0 ? nil : "dropout: \(codeText(dropout))",
            activation == .relu ? nil : "activation: \(activation.code)",
            layerNormEpsilon == 1e-5 ? nil : "layerNormEpsilon: \(codeText(layerNormEpsilon))",
            normalizeFirst ? "normalizeFirst: true" : nil, isCausal ? "isCausal: true" : nil,
            kernelInitializer.code("kernelInitializer", usual: .glorotUniform),
        ]
        return "TransformerBlock(" + parts.compactMap { $0 }.joined(separator: ", ") + ")"
    }
    public var passesMask: Bool { true }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        try checkSequence(inputShape, layer: "A transformer block")
        guard numHeads >= 1, inputShape[1].isMultiple(of: numHeads) else {
            throw EngineError(
                .invalidArgument,
                """
                A transformer block's heads share its features evenly: \(batchShapeText(inputShape)) has \(inputShape[1]) \
                features, and numHeads is \(numHeads).
                """)
        }
        let parts = Parts(self, features: inputShape[1])
        _ = try parts.normalization.outputShape(for: inputShape)
        _ = try parts.attention.outputShape(for: inputShape)
        guard intermediateDim >= 1 else {
            throw EngineError(
                .invalidArgument, "A transformer block's intermediateDim is 1 or more, not \(intermediateDim).")
        }
        try SizeLimits.check(sample: parts.inner.outputShape(for: inputShape))
        return inputShape
    }

    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] {
        let parts = Parts(self, features: inputShape.last ?? 0)
        // Half as wide behind glu.
        let inner = activation.resultShape(for: inputShape.dropLast() + [intermediateDim])
        return parts.normalization.parameters(for: inputShape).map { $0.prefixed("attentionNormalization") }
            + parts.attention.parameters(for: inputShape).map { $0.prefixed("attention") }
            + parts.normalization.parameters(for: inputShape).map { $0.prefixed("feedForwardNormalization") }
            + parts.inner.parameters(for: inputShape).map { $0.prefixed("intermediate") }
            + parts.outer.parameters(for: inner).map { $0.prefixed("output") }
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        let parts = Parts(self, features: input.shape[1])
        let normalizations = [Array(parameters[0..<2]), Array(parameters[6..<8])]

        func normalized(_ value: GraphValue, _ index: Int) throws -> GraphValue {
            let result = try parts.normalization.build(value, parameters: normalizations[index], in: graph)
            graph.setMask(graph.mask(of: input), of: result)
            return result
        }
        /// value + dropout(branch W + b)
        func joined(
            _ branch: GraphValue, _ kernel: GraphParameter, _ bias: GraphParameter?, to value: GraphValue
        ) throws -> GraphValue {
            guard graph.isTraining, dropout > 0 else {
                return try graph.affine(branch, kernel: kernel, bias: bias, addedTo: value)
            }
            let result = try graph.affine(branch, kernel: kernel, bias: bias)
            return try graph.add([value, graph.dropout(result, rate: dropout)])
        }

        let source = normalizeFirst ? try normalized(input, 0) : input
        let (heads, output) = try parts.attention.heads(of: source, parameters: Array(parameters[2..<6]), in: graph)
        var middle = try joined(heads, output.kernel, output.bias, to: input)
        if !normalizeFirst { middle = try normalized(middle, 0) }
        let inner = try parts.inner.build(
            normalizeFirst ? normalized(middle, 1) : middle, parameters: Array(parameters[8..<10]), in: graph)
        let result = try joined(inner, parameters[10], parameters[11], to: middle)
        return normalizeFirst ? result : try normalized(result, 1)
    }

    /// The layers it is made of.
    private struct Parts {
        let normalization: LayerNormalization
        let attention: MultiHeadAttention
        let inner: Dense
        let outer: Dense

        init(_ block: TransformerBlock, features: Int) {
            normalization = LayerNormalization(epsilon: block.layerNormEpsilon)
            attention = MultiHeadAttention(
                numHeads: block.numHeads, keyDim: max(1, features / max(1, block.numHeads)), dropout: block.dropout,
                isCausal: block.isCausal, kernelInitializer: block.kernelInitializer)
            inner = Dense(
                block.intermediateDim, activation: block.activation, kernelInitializer: block.kernelInitializer)
            outer = Dense(features, kernelInitializer: block.kernelInitializer)
        }
    }
}
