import NeuralEngine

/// A small network with one layer of interest, and PyTorch's numbers for it; see Fixtures/make_attention_fixtures.py.
struct LayerCase: Decodable, Sendable {
    struct Array: Decodable, Sendable {
        let shape: [Int]
        let values: [Float]
    }

    let kind: String
    let settings: [String: Int]
    let inputs: [Array]
    let weights: [[Float]]
    let target: [Float]
    let outputShape: [Int]
    let y: [Double]
    let loss: Double
    let gradients: [[Double]]

    private func number(_ name: String) -> Int { settings[name] ?? 0 }
    private func flag(_ name: String) -> Bool { settings[name] == 1 }

    /// The same network, with the same weights.
    func model() throws -> Model {
        let nodes = inputs.map { Input(shape: Swift.Array($0.shape.dropFirst())) }
        let model = try Model(inputs: nodes, outputs: [output(nodes)])
        try model.setWeights(
            zip(model.weights, weights).map { tensor, numbers in try Tensor(shape: tensor.shape, scalars: numbers) })
        return model
    }

    func data() throws -> Dataset {
        try Dataset(
            name: kind, inputs: inputs.map { try Tensor(shape: $0.shape, scalars: $0.values) },
            outputs: [Tensor(shape: outputShape, scalars: target)])
    }

    /// With learned positions in front, whose gradient is that of the layer's input.
    private func output(_ nodes: [Node]) -> Node {
        let placed = { PositionalEmbedding()(nodes[$0]) }
        let attention = MultiHeadAttention(
            numHeads: number("heads"), keyDim: number("key"), valueDim: number("value"), bias: flag("bias"),
            isCausal: flag("causal"))
        let words = Embedding(inputDim: number("words"), outputDim: number("features"), maskZero: true)
        switch kind {
        case "LayerNormalization": return LayerNormalization()(placed(0))
        case "RMSNormalization": return RMSNormalization()(placed(0))
        case "GroupNormalization": return GroupNormalization(groups: number("groups"))(placed(0))
        case "MultiHeadAttention": return attention(placed(0))
        case "CrossAttention":
            return MultiHeadAttention(
                numHeads: number("heads"), keyDim: number("key"), valueDim: number("value"), isCausal: flag("causal"))(
                    placed(0), placed(1), placed(2))
        case "MaskedAttention":
            let attended = MultiHeadAttention(
                numHeads: number("heads"), keyDim: number("features") / number("heads"), isCausal: flag("causal"))(
                    words(nodes[0]))
            // PyTorch's loss is over all steps; flattening ends the mask, which would take the skipped ones out of ours.
            return Reshape([inputs[0].shape[1], number("features")])(Flatten()(attended))
        case "MaskedMemory":
            return MultiHeadAttention(numHeads: number("heads"), keyDim: number("key"))(placed(0), words(nodes[1]))
        case "TransformerBlock":
            return TransformerBlock(
                numHeads: number("heads"), intermediateDim: number("inner"),
                activation: flag("gelu") ? .gelu(approximate: true) : .relu,
                normalizeFirst: flag("first"), isCausal: flag("causal"))(placed(0))
        case "Embedding": return Embedding(inputDim: number("words"), outputDim: number("features"))(nodes[0])
        case "TokenAndPositionEmbedding":
            return TokenAndPositionEmbedding(
                vocabularySize: number("words"), sequenceLength: number("longest"), embeddingDim: number("features"))(
                    nodes[0])
        default: return SinusoidalPositionalEncoding()(placed(0))
        }
    }
}
