/// Attention of several heads: each step gathers values from other steps, weighted by how well its query fits their keys.
///
/// For head h: A = softmax(Q Kᵀ / √keyDim) V with Q = x W_q + b_q, K = x W_k + b_k, V = x W_v + b_v; the heads' results stand
/// side by side and go through one more affine map. Source: Vaswani et al. 2017, section 3.2.2; names as in Keras.
///
/// Shape: `[batch, time, features]`, unchanged, for self-attention. With several inputs (query, key, value; or query and one
/// for both) `[batch, queries, features]`, `[batch, keys, any]`, `[batch, keys, any]` to `[batch, queries, features]`.
///
/// Weights of self-attention: `kernel` `[features, heads · (2 keyDim + valueDim)]`, whose columns are the queries of all heads
/// (head 0 first), then their keys, then their values, so that one product computes all three; `bias` likewise;
/// `outputKernel` `[heads · valueDim, features]`, `outputBias` `[features]`. Keras's kernels `[features, heads, keyDim]`, each
/// reshaped to `[features, heads · keyDim]` and put side by side, are `kernel`; so is the transpose of PyTorch's
/// `in_proj_weight`. With several inputs there are `queryKernel`, `queryBias`, `keyKernel`, … in its place.
///
/// A mask of the keys' sequence (see ``Embedding``) hides its padding from every query; a query that sees no key gives the
/// output's bias alone.
public struct MultiHeadAttention: Layer, Hashable {
    public let numHeads: Int
    /// Numbers in a head's query and key.
    public let keyDim: Int
    /// Numbers in a head's value.
    public let valueDim: Int
    /// The probability that a weight is left out while training.
    public let dropout: Double
    public let hasBias: Bool
    /// Whether a step sees itself and earlier steps only.
    public let isCausal: Bool
    public let kernelInitializer: Initializer

    /// - Parameter valueDim: as `keyDim` when nil.
    public init(
        numHeads: Int, keyDim: Int, valueDim: Int? = nil, dropout: Double = 0, bias: Bool = true,
        isCausal: Bool = false,
        kernelInitializer: Initializer = .glorotUniform
    ) {
        self.numHeads = numHeads
        self.keyDim = keyDim
        self.valueDim = valueDim ?? keyDim
        self.dropout = dropout
        hasBias = bias
        self.isCausal = isCausal
        self.kernelInitializer = kernelInitializer
    }

    public var kind: String { "MultiHeadAttention" }
    public var code: String {
        let parts = [
            "numHeads: \(numHeads)", "keyDim: \(keyDim)", valueDim == keyDim ? nil : "valueDim: \(valueDim)",
            dropout == 0 ? nil : "dropout: \(codeText(dropout))", hasBias ? nil : "bias: false",
            isCausal ? "isCausal: true" : nil,
            kernelInitializer.code("kernelInitializer", usual: .glorotUniform),
        ]
        return "MultiHeadAttention(" + parts.compactMap { $0 }.joined(separator: ", ") + ")"
    }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        try checkArguments()
        try checkSequence(inputShape, layer: "Multi-head attention")
        try SizeLimits.check(sample: [inputShape[0], numHeads, 2 * keyDim + valueDim])
        return inputShape
    }

    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] {
        let features = inputShape.last ?? 0
        return affine("", from: features, to: numHeads * (2 * keyDim + valueDim), fanOut: numHeads * keyDim)
            + affine("output", from: numHeads * valueDim, to: features)
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        let (heads, output) = try heads(of: input, parameters: parameters, in: graph)
        let result = try graph.affine(heads, kernel: output.kernel, bias: output.bias)
        graph.setMask(graph.mask(of: input), of: result)
        return result
    }

    /// Self-attention up to the heads' results side by side, and the parameters of the map that follows.
    func heads(
        of input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder
    ) throws -> (value: GraphValue, output: (kernel: GraphParameter, bias: GraphParameter?)) {
        let count = hasBias ? 2 : 1
        let packed = try graph.affine(input, kernel: parameters[0], bias: hasBias ? parameters[1] : nil)
        let value = try graph.attention(
            packed: packed, heads: numHeads, keyWidth: keyDim, isCausal: isCausal, mask: graph.mask(of: input),
            dropout: dropout)
        return (value, (parameters[count], hasBias ? parameters[count + 1] : nil))
    }

    /// A kernel and perhaps a bias.
    func affine(_ part: String, from inputs: Int, to outputs: Int, fanOut: Int? = nil) -> [ParameterSpecification] {
        let kernel = ParameterSpecification(
            name: part.isEmpty ? "kernel" : part + "Kernel", shape: [inputs, outputs], initializer: kernelInitializer,
            fanIn: inputs, fanOut: fanOut ?? outputs)
        let bias = ParameterSpecification(
            name: part.isEmpty ? "bias" : part + "Bias", shape: [outputs], initializer: .zeros, fanIn: inputs,
            fanOut: outputs)
        return hasBias ? [kernel, bias] : [kernel]
    }

    func checkArguments() throws {
        guard numHeads >= 1, keyDim >= 1, valueDim >= 1 else {
            throw EngineError(
                .invalidArgument,
                """
                Multi-head attention has 1 head or more, with keys and values of 1 number or more; numHeads \(numHeads), \
                keyDim \(keyDim) and valueDim \(valueDim) were given.
                """)
        }
        for (length, name) in [(numHeads, "numHeads"), (keyDim, "keyDim"), (valueDim, "valueDim")] {
            try SizeLimits.check(length, name, of: kind)
        }
        guard dropout >= 0, dropout < 1 else {
            throw EngineError(
                .invalidArgument,
                "Attention's dropout is a probability from 0 up to, but not including, 1; \(dropout) was given.")
        }
    }
}
