extension LayerWordTests {
    static let coreWords = [
        (
            "dense(16, relu, bias: false, kernelInitializer: heNormal, biasInitializer: ones, kernelRegularizer: l1(0.1), "
                + "biasRegularizer: l2(0.2), kernelConstraint: unitNorm)",
            "Dense(16, activation: .relu, bias: false, kernelInitializer: .heNormal, biasInitializer: .ones, "
                + "kernelRegularizer: .l1(0.1), biasRegularizer: .l2(0.2), kernelConstraint: .unitNorm)"
        ),
        ("dense(16, l2: 0.01)", "Dense(16, kernelRegularizer: .l2(0.01))"),
        ("dense(4, l1: 0.1, l2: 0.2)", "Dense(4, kernelRegularizer: .l1l2(l1: 0.1, l2: 0.2))"),
        (
            "dense(4, relu, bias: false, maxNorm: 2)",
            "Dense(4, activation: .relu, bias: false, kernelConstraint: .maxNorm(2))"
        ),
        // Short names, Keras's spelling and Swift's.
        ("dense(4, initializer: .heNormal)", "Dense(4, kernelInitializer: .heNormal)"),
        (
            "Dense(4, kernel_initializer: he_normal, use_bias: False)",
            "Dense(4, bias: false, kernelInitializer: .heNormal)"
        ),
        ("dense(4, leakyRelu(.1))", "Dense(4, activation: .leakyRelu(negativeSlope: 0.1))"),
        ("dense(4, relu(maxValue: 6, threshold: 1))", "Dense(4, activation: .relu(maxValue: 6, threshold: 1))"),
        ("dense(4, gelu(approximate: true))", "Dense(4, activation: .gelu(approximate: true))"),
        (
            "dense(4, threshold(threshold: 1, defaultValue: -2))",
            "Dense(4, activation: .threshold(1, defaultValue: -2))"
        ),
        (
            "dense(4, initializer: varianceScaling(scale: 2, mode: fanOut, distribution: uniform))",
            "Dense(4, kernelInitializer: .varianceScaling(scale: 2, mode: .fanOut, distribution: .uniform))"
        ),
        (
            "dense(4, initializer: randomUniform(-1, 1), biasInitializer: constant(-0.5))",
            "Dense(4, kernelInitializer: .randomUniform(minimum: -1, maximum: 1), biasInitializer: .constant(-0.5))"
        ),
        (
            "dense(4, initializer: randomNormal(mean: 1, stddev: 0.1), constraint: minMaxNorm(minimum: 0.5, rate: 0.1))",
            "Dense(4, kernelInitializer: .randomNormal(mean: 1, deviation: 0.1), "
                + "kernelConstraint: .minMaxNorm(minimum: 0.5, maximum: 1, rate: 0.1))"
        ),
        (
            "dense(4, initializer: orthogonal(2), constraint: clip(0.1))",
            "Dense(4, kernelInitializer: .scaled(.orthogonal, by: 2), kernelConstraint: .clip(0.1))"
        ),
        ("activation(tanh)", "Activation(.tanh)"),
        ("elu(0.5)", "Activation(.elu(alpha: 0.5))"),
        ("squareplus(1)", "Activation(.squareplus(b: 1))"),
        (
            "prelu(alphaInitializer: constant(0.25), alphaRegularizer: l2(0.1), alphaConstraint: nonNegative, sharedAxes: [1, 2])",
            "PReLU(alphaInitializer: .constant(0.25), alphaRegularizer: .l2(0.1), alphaConstraint: .nonNegative, "
                + "sharedAxes: [1, 2])"
        ),
        ("dropout(0.2)", "Dropout(rate: 0.2)"), ("dropout(.5)", "Dropout(rate: 0.5)"),
        ("spatialDropout1D(0.25)", "SpatialDropout1D(rate: 0.25)"),
        ("spatialDropout2D(0.1)", "SpatialDropout2D(rate: 0.1)"),
        ("gaussianNoise(0.1)", "GaussianNoise(deviation: 0.1)"),
        ("gaussianDropout(0.25)", "GaussianDropout(rate: 0.25)"),
        ("flatten", "Flatten()"), ("reshape(8, 8, 1)", "Reshape([8, 8, 1])"), ("reshape([2, 3])", "Reshape([2, 3])"),
        ("permute(2, 1)", "Permute([2, 1])"), ("repeatVector(4)", "RepeatVector(4)"),
        (
            "batchNormalization(momentum: 0.9, epsilon: 0.01, center: false, scale: false)",
            "BatchNormalization(momentum: 0.9, epsilon: 0.01, center: false, scale: false)"
        ),
        (
            "batchNormalization(betaInitializer: ones, gammaInitializer: zeros)",
            "BatchNormalization(betaInitializer: .ones, gammaInitializer: .zeros)"
        ),
        (
            "layerNormalization(epsilon: 0.01, center: false, scale: false)",
            "LayerNormalization(epsilon: 0.01, center: false, scale: false)"
        ),
        (
            "groupNormalization(4, epsilon: 0.01, center: false, scale: false)",
            "GroupNormalization(groups: 4, epsilon: 0.01, center: false, scale: false)"
        ),
        ("rmsNormalization(epsilon: 0.01)", "RMSNormalization(epsilon: 0.01)"),
    ]

    static let pictureWords = [
        (
            "conv2d(16, [3, 5], relu, strides: 2, padding: same, dilationRate: 1, groups: 2, bias: true)",
            "Conv2D(16, kernelSize: [3, 5], strides: 2, padding: .same, groups: 2, activation: .relu)"
        ),
        (
            "conv2d(4, 3, dilation: 2, kernelInitializer: heNormal, biasInitializer: ones, kernelRegularizer: l1(0.1), "
                + "biasRegularizer: l2(0.2), kernelConstraint: unitNorm, biasConstraint: nonNegative)",
            "Conv2D(4, kernelSize: 3, dilationRate: 2, kernelInitializer: .heNormal, biasInitializer: .ones, "
                + "kernelRegularizer: .l1(0.1), biasRegularizer: .l2(0.2), kernelConstraint: .unitNorm, "
                + "biasConstraint: .nonNegative)"
        ),
        (
            "conv2d(4, 3, l1: 1, l2: 2, maxNorm: 3)",
            "Conv2D(4, kernelSize: 3, kernelRegularizer: .l1l2(l1: 1, l2: 2), kernelConstraint: .maxNorm(3))"
        ),
        (
            "conv2dTranspose(16, 3, relu, strides: 2, padding: same, outputPadding: [0, 1], dilationRate: 1, bias: false)",
            "Conv2DTranspose(16, kernelSize: 3, strides: 2, padding: .same, outputPadding: [0, 1], activation: .relu, "
                + "bias: false)"
        ),
        (
            "conv2dTranspose(4, 3, kernelInitializer: heNormal, biasInitializer: ones, kernelRegularizer: l1(0.1), "
                + "biasRegularizer: l2(0.2), kernelConstraint: unitNorm, biasConstraint: nonNegative)",
            "Conv2DTranspose(4, kernelSize: 3, kernelInitializer: .heNormal, biasInitializer: .ones, "
                + "kernelRegularizer: .l1(0.1), biasRegularizer: .l2(0.2), kernelConstraint: .unitNorm, "
                + "biasConstraint: .nonNegative)"
        ),
        (
            "conv2dTranspose(4, 3, l1: 1, l2: 2, maxNorm: 3)",
            "Conv2DTranspose(4, kernelSize: 3, kernelRegularizer: .l1l2(l1: 1, l2: 2), kernelConstraint: .maxNorm(3))"
        ),
        (
            "depthwiseConv2D(3, relu, strides: 2, padding: same, depthMultiplier: 2, dilationRate: 1, bias: false, "
                + "kernelInitializer: heNormal, biasInitializer: ones, kernelRegularizer: l1(0.1), "
                + "kernelConstraint: unitNorm)",
            "DepthwiseConv2D(kernelSize: 3, strides: 2, padding: .same, depthMultiplier: 2, activation: .relu, bias: false, "
                + "kernelInitializer: .heNormal, biasInitializer: .ones, kernelRegularizer: .l1(0.1), "
                + "kernelConstraint: .unitNorm)"
        ),
        (
            "depthwiseConv2D(3, dilationRate: 2, l1: 1, l2: 2, maxNorm: 3)",
            "DepthwiseConv2D(kernelSize: 3, dilationRate: 2, kernelRegularizer: .l1l2(l1: 1, l2: 2), "
                + "kernelConstraint: .maxNorm(3))"
        ),
        (
            "separableConv2D(8, 3, relu, strides: 2, padding: same, depthMultiplier: 2, bias: false, "
                + "depthwiseInitializer: heNormal, pointwiseInitializer: ones, biasInitializer: zeros)",
            "SeparableConv2D(8, kernelSize: 3, strides: 2, padding: .same, depthMultiplier: 2, activation: .relu, "
                + "bias: false, depthwiseInitializer: .heNormal, pointwiseInitializer: .ones)"
        ),
        ("separableConv2D(8, 3, dilationRate: 2)", "SeparableConv2D(8, kernelSize: 3, dilationRate: 2)"),
        ("maxPooling2D", "MaxPooling2D()"),
        ("maxPooling2D(3, strides: 2, padding: same)", "MaxPooling2D(poolSize: 3, strides: 2, padding: .same)"),
        (
            "averagePooling2D([2, 3], strides: 2, padding: same)",
            "AveragePooling2D(poolSize: [2, 3], strides: 2, padding: .same)"
        ),
        ("globalAveragePooling2D", "GlobalAveragePooling2D()"), ("globalMaxPooling2D", "GlobalMaxPooling2D()"),
        ("upSampling2D(2, interpolation: bilinear)", "UpSampling2D(size: 2, interpolation: .bilinear)"),
        ("zeroPadding2D([1, 2])", "ZeroPadding2D(padding: [1, 2])"),
        ("zeroPadding2D(top: 1, bottom: 2, left: 3, right: 4)", "ZeroPadding2D(top: 1, bottom: 2, left: 3, right: 4)"),
        ("cropping2D(2)", "Cropping2D(cropping: 2)"),
        ("cropping2D(top: 1, bottom: 2, left: 3, right: 4)", "Cropping2D(top: 1, bottom: 2, left: 3, right: 4)"),
    ]

    static let sequenceWords = [
        (
            "conv1d(8, 3, relu, strides: 2, padding: causal, groups: 2, bias: false)",
            "Conv1D(8, kernelSize: 3, strides: 2, padding: .causal, groups: 2, activation: .relu, bias: false)"
        ),
        (
            "conv1d(4, 3, dilationRate: 2, kernelInitializer: heNormal, biasInitializer: ones, kernelRegularizer: l1(0.1), "
                + "biasRegularizer: l2(0.2), kernelConstraint: unitNorm, biasConstraint: nonNegative)",
            "Conv1D(4, kernelSize: 3, dilationRate: 2, kernelInitializer: .heNormal, biasInitializer: .ones, "
                + "kernelRegularizer: .l1(0.1), biasRegularizer: .l2(0.2), kernelConstraint: .unitNorm, "
                + "biasConstraint: .nonNegative)"
        ),
        (
            "conv1d(4, 3, l1: 1, l2: 2, maxNorm: 3)",
            "Conv1D(4, kernelSize: 3, kernelRegularizer: .l1l2(l1: 1, l2: 2), kernelConstraint: .maxNorm(3))"
        ),
        (
            "conv1dTranspose(8, 3, relu, strides: 2, padding: same, outputPadding: 1, dilationRate: 1, bias: false)",
            "Conv1DTranspose(8, kernelSize: 3, strides: 2, padding: .same, outputPadding: 1, activation: .relu, bias: false)"
        ),
        (
            "conv1dTranspose(4, 3, kernelInitializer: heNormal, biasInitializer: ones, kernelRegularizer: l1(0.1), "
                + "biasRegularizer: l2(0.2), kernelConstraint: unitNorm, biasConstraint: nonNegative)",
            "Conv1DTranspose(4, kernelSize: 3, kernelInitializer: .heNormal, biasInitializer: .ones, "
                + "kernelRegularizer: .l1(0.1), biasRegularizer: .l2(0.2), kernelConstraint: .unitNorm, "
                + "biasConstraint: .nonNegative)"
        ),
        (
            "conv1dTranspose(4, 3, l1: 1, l2: 2, maxNorm: 3)",
            "Conv1DTranspose(4, kernelSize: 3, kernelRegularizer: .l1l2(l1: 1, l2: 2), kernelConstraint: .maxNorm(3))"
        ),
        ("maxPooling1D(3, strides: 2, padding: same)", "MaxPooling1D(poolSize: 3, strides: 2, padding: .same)"),
        ("averagePooling1D(3, strides: 2, padding: same)", "AveragePooling1D(poolSize: 3, strides: 2, padding: .same)"),
        ("globalAveragePooling1D", "GlobalAveragePooling1D()"), ("globalMaxPooling1D", "GlobalMaxPooling1D()"),
        ("upSampling1D(3)", "UpSampling1D(size: 3)"), ("zeroPadding1D(2)", "ZeroPadding1D(padding: 2)"),
        ("zeroPadding1D(before: 2, after: 1)", "ZeroPadding1D(before: 2, after: 1)"),
        ("cropping1D(2)", "Cropping1D(cropping: 2)"), ("cropping1D(before: 2)", "Cropping1D(before: 2, after: 0)"),
        ("cropping1D(before: 2, after: 3)", "Cropping1D(before: 2, after: 3)"),
        ("LSTM(32)", "LSTM(32)"),
        (
            "lstm(8, relu, recurrentActivation: hardSigmoid, returnSequences: true, goBackwards: true, dropout: 0.1, "
                + "recurrentDropout: 0.2, bias: false)",
            "LSTM(8, activation: .relu, recurrentActivation: .hardSigmoid, bias: false, returnSequences: true, "
                + "goBackwards: true, dropout: 0.1, recurrentDropout: 0.2)"
        ),
        (
            "lstm(8, returnState: true, unitForgetBias: false, \(recurrentWeights))",
            "LSTM(8, returnState: true, \(recurrentCode("ones", forget: true)))"
        ),
        (
            "lstm(8, l1: 1, l2: 2, maxNorm: 3)",
            "LSTM(8, kernelRegularizer: .l1l2(l1: 1, l2: 2), kernelConstraint: .maxNorm(3))"
        ),
        (
            "gru(8, relu, recurrentActivation: hardSigmoid, returnSequences: true, goBackwards: true, dropout: 0.1, "
                + "recurrentDropout: 0.2, bias: false)",
            "GRU(8, activation: .relu, recurrentActivation: .hardSigmoid, bias: false, returnSequences: true, "
                + "goBackwards: true, dropout: 0.1, recurrentDropout: 0.2)"
        ),
        ("gru(8, returnState: true, \(recurrentWeights))", "GRU(8, returnState: true, \(recurrentCode("ones")))"),
        (
            "gru(8, l1: 1, l2: 2, maxNorm: 3)",
            "GRU(8, kernelRegularizer: .l1l2(l1: 1, l2: 2), kernelConstraint: .maxNorm(3))"
        ),
        (
            "simpleRNN(8, relu, returnSequences: true, goBackwards: true, dropout: 0.1, recurrentDropout: 0.2, bias: false)",
            "SimpleRNN(8, activation: .relu, bias: false, returnSequences: true, goBackwards: true, dropout: 0.1, "
                + "recurrentDropout: 0.2)"
        ),
        (
            "simpleRNN(8, returnState: true, \(recurrentWeights))",
            "SimpleRNN(8, returnState: true, \(recurrentCode("ones")))"
        ),
        (
            "simpleRNN(8, l1: 1, l2: 2, maxNorm: 3)",
            "SimpleRNN(8, kernelRegularizer: .l1l2(l1: 1, l2: 2), kernelConstraint: .maxNorm(3))"
        ),
        ("masking(-1)", "Masking(maskValue: -1)"),
        (
            "embedding(100, 8, maskZero: true, embeddingsInitializer: ones)",
            "Embedding(inputDim: 100, outputDim: 8, maskZero: true, embeddingsInitializer: .ones)"
        ),
        (
            "positionalEmbedding(20, initializer: zeros)",
            "PositionalEmbedding(sequenceLength: 20, initializer: .zeros)"
        ),
        ("sinusoidalPositionalEncoding(500)", "SinusoidalPositionalEncoding(maxWavelength: 500)"),
        (
            "tokenAndPositionEmbedding(vocabularySize: 9, sequenceLength: 5, embeddingDim: 4, maskZero: true, "
                + "embeddingsInitializer: ones)",
            "TokenAndPositionEmbedding(vocabularySize: 9, sequenceLength: 5, embeddingDim: 4, maskZero: true, "
                + "embeddingsInitializer: .ones)"
        ),
        (
            "reversedEmbedding(bias: true, biasInitializer: ones)",
            "ReversedEmbedding(bias: true, biasInitializer: .ones)"
        ),
        (
            "multiHeadAttention(2, 4, valueDim: 3, dropout: 0.1, bias: false, isCausal: true, kernelInitializer: heNormal)",
            "MultiHeadAttention(numHeads: 2, keyDim: 4, valueDim: 3, dropout: 0.1, bias: false, isCausal: true, "
                + "kernelInitializer: .heNormal)"
        ),
        (
            "transformerBlock(2, 16, gelu, dropout: 0.1, layerNormEpsilon: 0.001, normalizeFirst: true, isCausal: true, "
                + "kernelInitializer: heNormal)",
            "TransformerBlock(numHeads: 2, intermediateDim: 16, dropout: 0.1, activation: .gelu, layerNormEpsilon: 0.001, "
                + "normalizeFirst: true, isCausal: true, kernelInitializer: .heNormal)"
        ),
    ]

    static let containerWords = [
        ("bidirectional(gru(8))", "Bidirectional(GRU(8))"),
        ("bidirectional(lstm(8), mergeMode: sum)", "Bidirectional(LSTM(8), mergeMode: .sum)"),
        ("bidirectional(lstm(8), merge_mode: 'concat')".filter { $0 != "'" }, "Bidirectional(LSTM(8))"),
        ("timeDistributed(conv2d(4, 3))", "TimeDistributed(Conv2D(4, kernelSize: 3))"),
        ("residual(dense(8, relu), dense(4))", "Residual { Dense(8, activation: .relu); Dense(4) }"),
        ("residual(dense(4), shortcut: dense(4))", "Residual(shortcut: Dense(4)) { Dense(4) }"),
        ("frozen(dense(3))", "Frozen(Dense(3))"),
    ]

    private static let recurrentWeights =
        "kernelInitializer: heNormal, recurrentInitializer: glorotUniform, biasInitializer: ones, "
        + "kernelRegularizer: l1(0.1), recurrentRegularizer: l2(0.2), biasRegularizer: l1(0.3), "
        + "kernelConstraint: unitNorm, recurrentConstraint: nonNegative"

    private static func recurrentCode(_ bias: String, forget: Bool = false) -> String {
        "kernelInitializer: .heNormal, recurrentInitializer: .glorotUniform, biasInitializer: .\(bias), "
            + (forget ? "unitForgetBias: false, " : "")
            + "kernelRegularizer: .l1(0.1), recurrentRegularizer: .l2(0.2), biasRegularizer: .l1(0.3), "
            + "kernelConstraint: .unitNorm, recurrentConstraint: .nonNegative"
    }
}
