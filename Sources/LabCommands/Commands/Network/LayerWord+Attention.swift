import NeuralEngine

extension LayerWord {
    static let attentionForms: [LayerForm] = [
        LayerForm(
            kind: "embedding", parameters: ["inputDim", "outputDim"], required: 2, options: ["maskZero"]
        ) { values in
            Embedding(
                inputDim: try values.required("inputDim"), outputDim: try values.required("outputDim"),
                maskZero: try values.flag("maskZero") ?? false)
        },
        LayerForm(kind: "positionalEmbedding") { _ in PositionalEmbedding() },
        LayerForm(kind: "sinusoidalPositionalEncoding") { _ in SinusoidalPositionalEncoding() },
        LayerForm(
            kind: "multiHeadAttention", parameters: ["numHeads", "keyDim"], required: 2, options: ["causal", "dropout"]
        ) { values in
            MultiHeadAttention(
                numHeads: try values.required("numHeads"), keyDim: try values.required("keyDim"),
                dropout: try values.rate("dropout") ?? 0, isCausal: try values.flag("causal") ?? false)
        },
        LayerForm(
            kind: "transformerBlock", parameters: ["numHeads", "intermediateDim", "activation"], required: 2,
            options: ["causal", "normalizeFirst", "dropout"]
        ) { values in
            TransformerBlock(
                numHeads: try values.required("numHeads"), intermediateDim: try values.required("intermediateDim"),
                dropout: try values.rate("dropout") ?? 0, activation: try values.activation() ?? .relu,
                normalizeFirst: try values.flag("normalizeFirst") ?? false,
                isCausal: try values.flag("causal") ?? false)
        },
    ]
}
