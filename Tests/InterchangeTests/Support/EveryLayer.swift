import NeuralEngine
import Testing

/// A network for each kind of layer.
struct EveryLayer: CustomTestStringConvertible, Sendable {
    let name: String
    let inputShape: [Int]
    let layers: @Sendable () -> [any Layer]
    /// Whether inputs are numbers of a vocabulary of so many entries.
    var vocabulary: Int?

    var testDescription: String { name }

    func model(seed: UInt64 = 5) throws -> Sequential {
        let model = try Sequential(inputShape: inputShape, layers: layers(), seed: seed, name: name)
        // Biases and moving averages begin with zeros and ones, in which a mistake would not show.
        var generator = SeededGenerator(seed: seed)
        try model.setWeights(
            model.parameters.map { parameter in
                let isVariance = parameter.name.hasSuffix("movingVariance")
                let scalars = parameter.value.scalars.map { value in
                    isVariance
                        ? Float.random(in: 0.5..<2, using: &generator)
                        : value + Float.random(in: -0.3..<0.3, using: &generator)
                }
                return try Tensor(shape: parameter.value.shape, scalars: scalars)
            })
        return model
    }

    func input(batch: Int = 3, seed: UInt64 = 9) throws -> Tensor {
        if let vocabulary {
            var generator = SeededGenerator(seed: seed)
            let count = batch * inputShape.reduce(1, *)
            return try Tensor(
                shape: [batch] + inputShape,
                scalars: (0..<count).map { _ in Float(Int.random(in: 0..<vocabulary, using: &generator)) })
        }
        return try Tensor.uniform([batch] + inputShape, in: -1..<1, seed: seed)
    }

    /// Every activation, with numbers of its own where it has any.
    static let activations: [ActivationFunction] = [
        .relu, .leakyRelu(negativeSlope: 0.1), .elu, .selu, .celu(alpha: 1.5), .gelu, .gelu(approximate: true), .silu,
        .mish, .softplus, .softsign, .sigmoid, .hardSigmoid, .hardSilu, .hardTanh, .relu6, .logSigmoid, .exponential,
        .tanhShrink, .hardShrink, .softShrink, .squareplus, .sparsePlus, .sparseSigmoid, .sign, .step, .logSoftmax,
        .relu(negativeSlope: 0.1, maxValue: 2, threshold: 0.1), .threshold(0.2, defaultValue: -1), .celu, .sparsemax,
    ]

    static let all: [EveryLayer] =
        dense + convolutions + pooling + recurrent + text

    static let dense: [EveryLayer] = [
        EveryLayer(name: "dense", inputShape: [5]) { [Dense(4, activation: .tanh), Dense(3, activation: .softmax)] },
        EveryLayer(name: "dense without bias", inputShape: [5]) { [Dense(4, bias: false)] },
        EveryLayer(name: "activations", inputShape: [6]) {
            EveryLayer.activations.flatMap { [Dense(6), Activation($0)] as [any Layer] }
        },
        EveryLayer(name: "glu", inputShape: [6]) { [Dense(8, activation: .glu)] },
        EveryLayer(name: "prelu", inputShape: [4, 4, 3]) { [PReLU(sharedAxes: [1, 2])] },
        EveryLayer(name: "prelu everywhere", inputShape: [4, 3]) { [PReLU()] },
        EveryLayer(name: "shapes", inputShape: [6]) {
            [
                Reshape([2, 3]), Permute([2, 1]), Flatten(), RepeatVector(3), Dropout(rate: 0.3),
                GaussianNoise(deviation: 0.1),
            ]
        },
        EveryLayer(name: "normalisations", inputShape: [4, 6]) {
            [
                BatchNormalization(), LayerNormalization(), GroupNormalization(groups: 3), RMSNormalization(),
                BatchNormalization(scale: false), LayerNormalization(center: false),
            ]
        },
        EveryLayer(name: "residual", inputShape: [5]) {
            [
                Residual {
                    Dense(7, activation: .relu)
                    Dense(5)
                },
                Residual(shortcut: Dense(3)) {
                    Dense(4, activation: .tanh)
                    Dense(3)
                },
            ]
        },
        EveryLayer(name: "frozen, each step", inputShape: [3, 5]) { [TimeDistributed(Dense(4)), Frozen(Dense(2))] },
    ]

    static let convolutions: [EveryLayer] = [
        EveryLayer(name: "conv1d", inputShape: [9, 2]) {
            [Conv1D(4, kernelSize: 3, padding: .same, activation: .relu), Conv1D(3, kernelSize: 2, strides: 2)]
        },
        EveryLayer(name: "causal", inputShape: [9, 2]) {
            [Conv1D(4, kernelSize: 3, padding: .causal, dilationRate: 2)]
        },
        EveryLayer(name: "conv2d", inputShape: [8, 7, 2]) {
            [
                Conv2D(4, kernelSize: [3, 2], padding: .same, activation: .relu), MaxPooling2D(),
                Conv2D(6, kernelSize: 2, groups: 2, bias: false),
            ]
        },
        EveryLayer(name: "strided, same", inputShape: [8, 7, 2]) {
            [Conv2D(3, kernelSize: 3, strides: 2, padding: .same)]
        },
        EveryLayer(name: "dilated", inputShape: [9, 9, 2]) { [Conv2D(3, kernelSize: 3, dilationRate: 2)] },
        EveryLayer(name: "depthwise", inputShape: [6, 6, 3]) { [DepthwiseConv2D(kernelSize: 3, depthMultiplier: 2)] },
        EveryLayer(name: "separable", inputShape: [6, 6, 3]) { [SeparableConv2D(5, kernelSize: 3, padding: .same)] },
        EveryLayer(name: "conv1d transposed", inputShape: [5, 3]) { [Conv1DTranspose(4, kernelSize: 3, strides: 2)] },
        EveryLayer(name: "conv2d transposed", inputShape: [4, 4, 3]) {
            [Conv2DTranspose(2, kernelSize: 3, strides: 2, padding: .same), Conv2DTranspose(2, kernelSize: [2, 3])]
        },
    ]

    static let pooling: [EveryLayer] = [
        EveryLayer(name: "pooling", inputShape: [9, 9, 2]) {
            [MaxPooling2D(poolSize: 3, strides: 2, padding: .same), AveragePooling2D(poolSize: 2, padding: .same)]
        },
        EveryLayer(name: "pooling of sequences", inputShape: [11, 2]) {
            [MaxPooling1D(poolSize: 2), AveragePooling1D(poolSize: 3, strides: 1, padding: .same)]
        },
        EveryLayer(name: "global", inputShape: [4, 4, 3]) { [GlobalAveragePooling2D()] },
        EveryLayer(name: "global largest", inputShape: [4, 4, 3]) { [GlobalMaxPooling2D()] },
        EveryLayer(name: "global of sequences", inputShape: [5, 3]) { [GlobalMaxPooling1D()] },
        EveryLayer(name: "global mean of sequences", inputShape: [5, 3]) { [GlobalAveragePooling1D()] },
        EveryLayer(name: "larger and smaller", inputShape: [4, 5, 2]) {
            [
                UpSampling2D(size: [2, 3]), ZeroPadding2D(top: 1, bottom: 0, left: 2, right: 1),
                Cropping2D(cropping: 1),
                UpSampling2D(size: 2, interpolation: .bilinear),
            ]
        },
        EveryLayer(name: "larger and smaller sequences", inputShape: [5, 2]) {
            [UpSampling1D(size: 2), ZeroPadding1D(before: 1, after: 2), Cropping1D(cropping: 1)]
        },
    ]

    static let recurrent: [EveryLayer] = [
        EveryLayer(name: "simple", inputShape: [4, 3]) { [SimpleRNN(5, returnSequences: true), SimpleRNN(2)] },
        EveryLayer(name: "lstm", inputShape: [4, 3]) { [LSTM(5, returnSequences: true), LSTM(4), Dense(2)] },
        EveryLayer(name: "gru", inputShape: [4, 3]) { [GRU(5, returnSequences: true), GRU(4)] },
        EveryLayer(name: "without bias, backwards", inputShape: [4, 3]) {
            [LSTM(3, bias: false, goBackwards: true), Dense(2)]
        },
        EveryLayer(name: "bidirectional", inputShape: [4, 3]) {
            [Bidirectional(GRU(3, returnSequences: true)), Bidirectional(LSTM(2), mergeMode: .sum)]
        },
        EveryLayer(name: "state", inputShape: [4, 3]) { [LSTM(3, returnState: true)] },
    ]

    static let text: [EveryLayer] = [
        EveryLayer(
            name: "embedding", inputShape: [6],
            layers: { [Embedding(inputDim: 11, outputDim: 4), Flatten(), Dense(2)] }, vocabulary: 11),
        EveryLayer(name: "attention", inputShape: [5, 8]) { [MultiHeadAttention(numHeads: 2, keyDim: 4)] },
        EveryLayer(name: "attention of other sizes", inputShape: [5, 6]) {
            [MultiHeadAttention(numHeads: 2, keyDim: 4, valueDim: 3, bias: false, isCausal: true)]
        },
        EveryLayer(name: "transformers", inputShape: [5, 8]) {
            [
                PositionalEmbedding(), SinusoidalPositionalEncoding(),
                TransformerBlock(numHeads: 2, intermediateDim: 12),
                TransformerBlock(
                    numHeads: 4, intermediateDim: 6, activation: .gelu, normalizeFirst: true, isCausal: true),
            ]
        },
        EveryLayer(
            name: "gpt", inputShape: [6],
            layers: {
                [
                    TokenAndPositionEmbedding(vocabularySize: 13, sequenceLength: 6, embeddingDim: 8),
                    TransformerBlock(numHeads: 2, intermediateDim: 16, isCausal: true), Dense(13, activation: .softmax),
                ]
            }, vocabulary: 13),
        // A recipe that throws would leave no layers, which no network may have.
        EveryLayer(
            name: "recipe of a gpt", inputShape: [6],
            layers: {
                let gpt = try? Sequential.gpt(
                    vocabularySize: 13, contextLength: 6, embeddingDim: 8, numHeads: 2, dropout: 0.1)
                return gpt?.layers ?? []
            }, vocabulary: 13),
        EveryLayer(
            name: "recipe of a bert", inputShape: [6],
            layers: {
                let bert = try? Sequential.bert(
                    vocabularySize: 13, sequenceLength: 6, embeddingDim: 8, numHeads: 2, dropout: 0.1)
                return bert?.layers ?? []
            }, vocabulary: 13),
        EveryLayer(
            name: "tied head", inputShape: [6],
            layers: {
                [Embedding(inputDim: 9, outputDim: 4), Dense(4, activation: .tanh), ReversedEmbedding(bias: true)]
            }, vocabulary: 9),
        EveryLayer(
            name: "masked text", inputShape: [6],
            layers: {
                [
                    Embedding(inputDim: 9, outputDim: 4, maskZero: true),
                    TransformerBlock(numHeads: 2, intermediateDim: 6),
                    GlobalAveragePooling1D(), Dense(2),
                ]
            }, vocabulary: 9),
    ]
}
