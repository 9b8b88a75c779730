import NeuralEngine
import Testing

/// Shapes, initial weights, descriptions and mistakes of the layers over pictures and sequences.
@Suite("Layers over pictures and sequences")
struct ConvolutionLayerTests {
    static let mistakes: [BadCall] = [
        BadCall("Layer 0 (Conv2D)", "[batch, 28, 28]", "Reshape([28, 28, 1])") {
            _ = try Sequential(inputShape: [28, 28]) { Conv2D(4, kernelSize: 3) }
        },
        BadCall("Layer 0 (Conv1D)", "[batch, 30]", "Reshape([30, 1])") {
            _ = try Sequential(inputShape: [30]) { Conv1D(4, kernelSize: 3) }
        },
        BadCall("Layer 0 (MaxPooling2D)", "[batch, 6]", "[batch, height, width, channels]") {
            _ = try Sequential(inputShape: [6]) { MaxPooling2D() }
        },
        BadCall("Layer 1 (Conv2D)", "kernelSize [5, 5]", "[batch, 4, 4, 2]") {
            _ = try Sequential(inputShape: [4, 4, 1]) {
                Conv2D(2, kernelSize: 1)
                Conv2D(2, kernelSize: 5)
            }
        },
        BadCall("kernelSize [5, 3]", "dilation", "[batch, 4, 9, 1]") {
            _ = try Sequential(inputShape: [4, 9, 1]) { Conv2D(2, kernelSize: [3, 3], dilationRate: [2, 1]) }
        },
        BadCall("poolSize 3", "[batch, 2, 1]") {
            _ = try Sequential(inputShape: [2, 1]) { MaxPooling1D(poolSize: 3) }
        },
        BadCall("poolSize [2, 2]", "[batch, 1, 5, 1]") {
            _ = try Sequential(inputShape: [1, 5, 1]) { AveragePooling2D() }
        },
        BadCall("alpha", "0") {
            _ = try Sequential(inputShape: [4, 4, 1]) { Conv2D(2, kernelSize: 3, activation: .celu(alpha: 0)) }
        },
        BadCall("Layer 0 (Conv1D)", "even") {
            _ = try Sequential(inputShape: [4, 1]) { Conv1D(3, kernelSize: 2, activation: .glu) }
        },
        BadCall("negativeSlope", "-1") {
            _ = try Sequential(inputShape: [4, 4, 1]) {
                Conv2DTranspose(2, kernelSize: 3, activation: .leakyRelu(negativeSlope: -1))
            }
        },
        BadCall("Conv2D", "1 filter or more", "0") {
            _ = try Sequential(inputShape: [4, 4, 1]) { Conv2D(0, kernelSize: 3) }
        },
        BadCall("kernelSize", "0") { _ = try Sequential(inputShape: [4, 4, 1]) { Conv2D(1, kernelSize: 0) } },
        BadCall("kernelSize", "[1, 2, 3]") {
            _ = try Sequential(inputShape: [4, 4, 1]) { Conv2D(1, kernelSize: [1, 2, 3]) }
        },
        BadCall("strides", "-1") { _ = try Sequential(inputShape: [4, 1]) { Conv1D(1, kernelSize: 2, strides: -1) } },
        BadCall("dilationRate", "0") {
            _ = try Sequential(inputShape: [4, 4, 1]) { Conv2D(1, kernelSize: 2, dilationRate: 0) }
        },
        BadCall("groups", "2", "3 channels", "4 filters") {
            _ = try Sequential(inputShape: [4, 4, 3]) { Conv2D(4, kernelSize: 2, groups: 2) }
        },
        BadCall("Conv2D", ".causal", "Conv1D") {
            _ = try Sequential(inputShape: [4, 4, 1]) { Conv2D(1, kernelSize: 2, padding: .causal) }
        },
        BadCall("MaxPooling1D", ".causal") {
            _ = try Sequential(inputShape: [4, 1]) { MaxPooling1D(padding: .causal) }
        },
        BadCall("Conv2DTranspose", "outputPadding", "below the strides") {
            _ = try Sequential(inputShape: [4, 4, 1]) {
                Conv2DTranspose(1, kernelSize: 3, strides: 2, outputPadding: 2)
            }
        },
        BadCall("depthMultiplier", "0") {
            _ = try Sequential(inputShape: [4, 4, 1]) { DepthwiseConv2D(kernelSize: 3, depthMultiplier: 0) }
        },
        BadCall("UpSampling2D", "size", "0") { _ = try Sequential(inputShape: [4, 4, 1]) { UpSampling2D(size: 0) } },
        BadCall("Cropping2D", "leaves nothing", "[batch, 4, 4, 1]") {
            _ = try Sequential(inputShape: [4, 4, 1]) { Cropping2D(cropping: 2) }
        },
        BadCall("ZeroPadding1D", "left", "-1") {
            _ = try Sequential(inputShape: [4, 1]) { ZeroPadding1D(padding: -1) }
        },
        BadCall("BatchNormalization", "momentum", "1.5") {
            _ = try Sequential(inputShape: [4]) { BatchNormalization(momentum: 1.5) }
        },
        BadCall("BatchNormalization", "epsilon", "0") {
            _ = try Sequential(inputShape: [4]) { BatchNormalization(epsilon: 0) }
        },
        BadCall("kernel", "[3, 3, 1, 2]", "[3, 3, 2, 1]") {
            let model = try Sequential(inputShape: [4, 4, 1]) { Conv2D(2, kernelSize: 3, bias: false) }
            try model.setWeights([Tensor.zeros([3, 3, 2, 1])])
        },
    ]

    @Test(arguments: mistakes)
    func aMistakeIsNamed(call: BadCall) { #expect(call.missing.isEmpty) }

    /// Shapes that Keras 3 gives, and the fans that its initialisers see.
    @Test(arguments: [
        (Conv2D(8, kernelSize: 3) as any Layer, [10, 9, 3], [8, 7, 8], 27, 72),
        (Conv2D(8, kernelSize: 3, strides: 2, padding: .same), [10, 9, 3], [5, 5, 8], 27, 72),
        (Conv2D(8, kernelSize: [3, 5], groups: 2), [10, 9, 4], [8, 5, 8], 30, 120),
        (Conv1D(6, kernelSize: 4, padding: .causal), [10, 3], [10, 6], 12, 24),
        (Conv2DTranspose(6, kernelSize: 3, strides: 2), [4, 5, 2], [9, 11, 6], 54, 18),
        (Conv2DTranspose(6, kernelSize: 3, strides: 2, padding: .same), [4, 5, 2], [8, 10, 6], 54, 18),
        (Conv1DTranspose(2, kernelSize: 2, strides: 3), [4, 5], [12, 2], 4, 10),
        (DepthwiseConv2D(kernelSize: 3, depthMultiplier: 2), [5, 5, 4], [3, 3, 8], 36, 18),
    ])
    func shapesAndFans(layer: any Layer, input: [Int], output: [Int], fanIn: Int, fanOut: Int) throws {
        #expect(try layer.outputShape(for: input) == output)
        let kernel = try #require(layer.parameters(for: input).first)
        #expect([kernel.fanIn, kernel.fanOut] == [fanIn, fanOut])
    }

    @Test(arguments: [
        (Conv2D(8, kernelSize: 3) as any Layer, "Conv2D(8, kernelSize: 3)"),
        (
            Conv2D(8, kernelSize: [3, 5], strides: 2, padding: .same, activation: .relu, bias: false),
            "Conv2D(8, kernelSize: [3, 5], strides: 2, padding: .same, activation: .relu, bias: false)"
        ),
        (Conv1D(8, kernelSize: 3, dilationRate: 2), "Conv1D(8, kernelSize: 3, dilationRate: 2)"),
        (
            Conv2DTranspose(8, kernelSize: 3, strides: 2, outputPadding: 1),
            "Conv2DTranspose(8, kernelSize: 3, strides: 2, outputPadding: 1)"
        ),
        (
            SeparableConv2D(8, kernelSize: 3, depthMultiplier: 2, activation: .relu),
            "SeparableConv2D(8, kernelSize: 3, depthMultiplier: 2, activation: .relu)"
        ),
        (MaxPooling2D(), "MaxPooling2D()"), (AveragePooling1D(poolSize: 3), "AveragePooling1D(poolSize: 3)"),
        (
            MaxPooling2D(poolSize: 3, strides: 2, padding: .same),
            "MaxPooling2D(poolSize: 3, strides: 2, padding: .same)"
        ),
        (ZeroPadding2D(padding: [1, 2]), "ZeroPadding2D(padding: [1, 2])"),
        (Cropping2D(top: 1, bottom: 0, left: 2, right: 2), "Cropping2D(top: 1, bottom: 0, left: 2, right: 2)"),
        (BatchNormalization(), "BatchNormalization()"),
        (BatchNormalization(momentum: 0.9, scale: false), "BatchNormalization(momentum: 0.9, scale: false)"),
    ])
    func descriptions(layer: any Layer, code: String) { #expect(layer.code == code) }

    /// With a mask, the mean is over the steps that count; a sequence without any gives zeros.
    @Test func maskedMean() throws {
        let model = try Sequential(inputShape: [4, 2]) {
            Masking()
            GlobalAveragePooling1D()
        }
        let x = try Tensor(shape: [2, 4, 2], scalars: [1, 2, 0, 0, 3, 6, 0, 0] + [Float](repeating: 0, count: 8))
        #expect(try model.predict(x).scalars == [2, 4, 0, 0])
    }

    /// NaN goes through a maximum, so that training can tell where it began.
    @Test(arguments: [MaxPooling2D() as any Layer, GlobalMaxPooling2D(), AveragePooling2D()])
    func notANumberGoesThrough(layer: any Layer) throws {
        for place in 0..<4 {
            var numbers: [Float] = [1, -2, 3, 4]
            numbers[place] = .nan
            let model = try Sequential(inputShape: [2, 2, 1], layers: [layer, Flatten()])
            #expect(try model.predict(Tensor(shape: [1, 2, 2, 1], scalars: numbers)).scalars[0].isNaN)
        }
    }

    /// A small convolutional network learns to read.
    @Test func digits() throws {
        let (train, held) = try Dataset.digits().split(validation: 0.25, seed: 1)
        let model = try Sequential(inputShape: [8, 8], seed: 3) {
            Reshape([8, 8, 1])
            Conv2D(16, kernelSize: 3, padding: .same, activation: .relu)
            MaxPooling2D()
            BatchNormalization(momentum: 0.9)
            Conv2D(24, kernelSize: 3, padding: .same, activation: .relu)
            GlobalMaxPooling2D()
            Dense(10, activation: .softmax)
        }
        try model.fit(
            train, loss: .categoricalCrossEntropy, optimizer: .adam(learningRate: 0.005), epochs: 12, batchSize: 32)
        let evaluation = try model.evaluate(held, loss: .categoricalCrossEntropy, metrics: [.accuracy])
        #expect(try #require(evaluation.accuracy) > 0.95)
    }
}
