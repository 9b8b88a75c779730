import NeuralEngine

extension LayerWord {
    static let attentionForms: [WordForm<any Layer>] = [
        WordForm(
            kind: "embedding", purpose: "A row of learned numbers for each index.",
            parameters: ["inputDim", "outputDim"], required: 2, options: ["maskZero", "embeddingsInitializer"]
        ) { values in
            Embedding(
                inputDim: try values.required("inputDim"), outputDim: try values.required("outputDim"),
                maskZero: try values.flag("maskZero") ?? false,
                embeddingsInitializer: try values.initializer("embeddingsInitializer") ?? .uniform(limit: 0.05))
        },
        WordForm(
            kind: "positionalEmbedding", purpose: "Adds a row of learned numbers for each position.",
            parameters: ["sequenceLength"], options: ["initializer"]
        ) { values in
            PositionalEmbedding(
                sequenceLength: try values.count("sequenceLength"),
                initializer: try values.initializer("initializer") ?? .glorotUniform)
        },
        WordForm(
            kind: "sinusoidalPositionalEncoding", purpose: "Adds waves that tell positions apart; nothing is learned.",
            parameters: ["maxWavelength"]
        ) { SinusoidalPositionalEncoding(maxWavelength: try $0.positive("maxWavelength") ?? 10_000) },
        WordForm(
            kind: "tokenAndPositionEmbedding", purpose: "Rows for tokens and for positions, added.",
            labelled: ["vocabularySize", "sequenceLength", "embeddingDim"],
            options: ["maskZero", "embeddingsInitializer"]
        ) { values in
            TokenAndPositionEmbedding(
                vocabularySize: try values.required("vocabularySize"),
                sequenceLength: try values.required("sequenceLength"),
                embeddingDim: try values.required("embeddingDim"), maskZero: try values.flag("maskZero") ?? false,
                embeddingsInitializer: try values.initializer("embeddingsInitializer") ?? .uniform(limit: 0.05))
        },
        WordForm(
            kind: "reversedEmbedding",
            purpose: "A language model's head that shares the table of the network's embedding.",
            options: ["bias", "biasInitializer"]
        ) { values in
            ReversedEmbedding(
                bias: try values.flag("bias") ?? false,
                biasInitializer: try values.initializer("biasInitializer") ?? .zeros)
        },
        WordForm(
            kind: "multiHeadAttention", purpose: "Each step gathers values from others, over [time, features].",
            parameters: ["numHeads", "keyDim"], required: 2,
            options: ["valueDim", "dropout", "bias", "isCausal", "kernelInitializer"]
        ) { values in
            MultiHeadAttention(
                numHeads: try values.required("numHeads"), keyDim: try values.required("keyDim"),
                valueDim: try values.count("valueDim"), dropout: try values.rate("dropout") ?? 0,
                bias: try values.flag("bias") ?? true, isCausal: try values.flag("isCausal") ?? false,
                kernelInitializer: try values.initializer("kernelInitializer") ?? .glorotUniform)
        },
        WordForm(
            kind: "transformerBlock",
            purpose: "Self-attention and two dense layers, each with shortcut and normalisation.",
            parameters: ["numHeads", "intermediateDim", "activation"], required: 2,
            options: ["dropout", "layerNormEpsilon", "normalizeFirst", "isCausal", "kernelInitializer"]
        ) { values in
            TransformerBlock(
                numHeads: try values.required("numHeads"), intermediateDim: try values.required("intermediateDim"),
                dropout: try values.rate("dropout") ?? 0, activation: try values.activation() ?? .relu,
                layerNormEpsilon: try values.positive("layerNormEpsilon") ?? 1e-5,
                normalizeFirst: try values.flag("normalizeFirst") ?? false,
                isCausal: try values.flag("isCausal") ?? false,
                kernelInitializer: try values.initializer("kernelInitializer") ?? .glorotUniform)
        },
    ]
}
