import NeuralEngine
import Testing

/// A layer's code makes the same layer: nothing that it was given is left out, and labels stand in Swift's order.
@Suite struct LayerCodeTests {
    @Test(arguments: [
        (
            Dense(3, kernelInitializer: .heNormal, biasInitializer: .constant(0.1)) as any Layer,
            "Dense(3, kernelInitializer: .heNormal, biasInitializer: .constant(0.1))"
        ),
        (
            Conv2D(4, kernelSize: 3, kernelInitializer: .varianceScaling(scale: 2, mode: .fanOut)),
            "Conv2D(4, kernelSize: 3, kernelInitializer: "
                + ".varianceScaling(scale: 2, mode: .fanOut, distribution: .truncatedNormal))"
        ),
        (
            Conv1DTranspose(4, kernelSize: 3, strides: 2, outputPadding: 1, dilationRate: 2),
            "Conv1DTranspose(4, kernelSize: 3, strides: 2, outputPadding: 1, dilationRate: 2)"
        ),
        (
            DepthwiseConv2D(kernelSize: 3, kernelInitializer: .orthogonal(gain: 2)),
            "DepthwiseConv2D(kernelSize: 3, kernelInitializer: .scaled(.orthogonal, by: 2))"
        ),
        (
            SeparableConv2D(4, kernelSize: 3, dilationRate: 2, depthMultiplier: 2, pointwiseInitializer: .ones),
            "SeparableConv2D(4, kernelSize: 3, dilationRate: 2, depthMultiplier: 2, pointwiseInitializer: .ones)"
        ),
        (
            PReLU(alphaInitializer: .constant(0.25), alphaConstraint: .nonNegative, sharedAxes: [1, 2]),
            "PReLU(alphaInitializer: .constant(0.25), alphaConstraint: .nonNegative, sharedAxes: [1, 2])"
        ),
        (
            BatchNormalization(betaInitializer: .ones, gammaInitializer: .zeros),
            "BatchNormalization(betaInitializer: .ones, gammaInitializer: .zeros)"
        ),
        (LSTM(4), "LSTM(4)"),
        (LSTM(4, unitForgetBias: false), "LSTM(4, unitForgetBias: false)"),
        (LSTM(4, biasInitializer: .ones), "LSTM(4, biasInitializer: .ones)"),
        (
            GRU(4, kernelInitializer: .lecunNormal, recurrentInitializer: .glorotUniform),
            "GRU(4, kernelInitializer: .lecunNormal, recurrentInitializer: .glorotUniform)"
        ),
        (
            Embedding(inputDim: 9, outputDim: 2, embeddingsInitializer: .normal(deviation: 0.02)),
            "Embedding(inputDim: 9, outputDim: 2, embeddingsInitializer: .normal(deviation: 0.02))"
        ),
        (PositionalEmbedding(initializer: .zeros), "PositionalEmbedding(initializer: .zeros)"),
        (
            MultiHeadAttention(numHeads: 2, keyDim: 3, kernelInitializer: .randomUniform()),
            "MultiHeadAttention(numHeads: 2, keyDim: 3, kernelInitializer: "
                + ".randomUniform(minimum: -0.05, maximum: 0.05))"
        ),
        (
            TransformerBlock(numHeads: 2, intermediateDim: 4, kernelInitializer: .truncatedNormal(deviation: 0.02)),
            "TransformerBlock(numHeads: 2, intermediateDim: 4, kernelInitializer: "
                + ".truncatedNormal(mean: 0, deviation: 0.02))"
        ),
        // A rate of more digits than a float has.
        (Dropout(rate: 0.123456789), "Dropout(rate: 0.123456789)"),
        (LayerNormalization(epsilon: 1e-6), "LayerNormalization(epsilon: 1e-06)"),
    ])
    func saysAllThatItWasGiven(layer: any Layer, code: String) { #expect(layer.code == code) }
}
