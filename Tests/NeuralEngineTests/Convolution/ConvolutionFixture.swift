import NeuralEngine
import Testing

/// A layer, its input and what PyTorch makes of them; written by Fixtures/make_convolution_fixtures.py.
struct ConvolutionFixture: Decodable, Sendable, CustomTestStringConvertible {
    let layer: String?
    let options: Options
    let batch: Int
    let inputShape: [Int]
    let outputShape: [Int]?
    let x: [Float]
    let weights: [[Float]]
    let target: [Float]
    let y: [Double]
    let loss: Double
    let inputGradient: [Double]
    let gradients: [[Double]]
    let moving: [[Double]]?

    struct Options: Decodable, Sendable {
        let filters: Int?
        let kernelSize: [Int]?
        let poolSize: [Int]?
        let size: [Int]?
        let strides: [Int]?
        let padding: String?
        let dilationRate: [Int]?
        let groups: Int?
        let depthMultiplier: Int?
        let outputPadding: [Int]?
        let activation: String?
        let bias: Bool?
        let interpolation: String?
        let margins: [Int]?
        let momentum: Float?
        let epsilon: Float?
        let training: Bool?
    }

    var testDescription: String {
        let parts = [
            options.filters.map { "\($0) filters" }, options.kernelSize.map { "kernel \($0)" },
            options.poolSize.map { "window \($0)" }, options.strides.map { "strides \($0)" }, options.padding,
            options.dilationRate.map { "dilation \($0)" }, options.activation,
        ]
        return "\(layer ?? "BatchNormalization") \(inputShape) \(parts.compactMap { $0 }.joined(separator: ", "))"
    }

    static func load(_ name: String) throws -> [ConvolutionFixture] { try Fixture.load(name) }

    private var padding: ConvolutionPadding { options.padding.flatMap(ConvolutionPadding.init) ?? .valid }
    private var activation: ActivationFunction {
        options.activation.flatMap { ActivationFunction(name: $0) } ?? .identity
    }

    private func pair(_ lengths: [Int]?) -> Size2D {
        let lengths = lengths ?? [1, 1]
        return Size2D(height: lengths[0], width: lengths[1])
    }

    /// The layer as a user writes it.
    func makeLayer() throws -> any Layer {
        let filters = options.filters ?? 1
        let kernelSize = pair(options.kernelSize)
        let poolSize = pair(options.poolSize)
        let size = pair(options.size)
        let strides = pair(options.strides)
        let dilation = pair(options.dilationRate)
        let bias = options.bias ?? true
        let margins = options.margins ?? [0, 0, 0, 0]
        switch layer ?? "BatchNormalization" {
        case "BatchNormalization":
            return BatchNormalization(momentum: options.momentum ?? 0.99, epsilon: options.epsilon ?? 1e-3)
        case "Conv2D":
            return Conv2D(
                filters, kernelSize: kernelSize, strides: strides, padding: padding, dilationRate: dilation,
                groups: options.groups ?? 1, activation: activation, bias: bias)
        case "Conv1D":
            return Conv1D(
                filters, kernelSize: kernelSize.width, strides: strides.width, padding: padding,
                dilationRate: dilation.width, groups: options.groups ?? 1, activation: activation, bias: bias)
        case "DepthwiseConv2D":
            return DepthwiseConv2D(
                kernelSize: kernelSize, strides: strides, padding: padding,
                depthMultiplier: options.depthMultiplier ?? 1, dilationRate: dilation, activation: activation,
                bias: bias)
        case "SeparableConv2D":
            return SeparableConv2D(
                filters, kernelSize: kernelSize, strides: strides, padding: padding, dilationRate: dilation,
                depthMultiplier: options.depthMultiplier ?? 1, activation: activation, bias: bias)
        case "Conv2DTranspose":
            return Conv2DTranspose(
                filters, kernelSize: kernelSize, strides: strides, padding: padding,
                outputPadding: options.outputPadding.map { pair($0) }, dilationRate: dilation, activation: activation,
                bias: bias)
        case "Conv1DTranspose":
            return Conv1DTranspose(
                filters, kernelSize: kernelSize.width, strides: strides.width, padding: padding,
                outputPadding: options.outputPadding?.last, dilationRate: dilation.width, activation: activation,
                bias: bias)
        case "MaxPooling2D": return MaxPooling2D(poolSize: poolSize, strides: strides, padding: padding)
        case "AveragePooling2D": return AveragePooling2D(poolSize: poolSize, strides: strides, padding: padding)
        case "MaxPooling1D":
            return MaxPooling1D(poolSize: poolSize.width, strides: strides.width, padding: padding)
        case "AveragePooling1D":
            return AveragePooling1D(poolSize: poolSize.width, strides: strides.width, padding: padding)
        case "GlobalMaxPooling2D": return GlobalMaxPooling2D()
        case "GlobalAveragePooling2D": return GlobalAveragePooling2D()
        case "GlobalMaxPooling1D": return GlobalMaxPooling1D()
        case "GlobalAveragePooling1D": return GlobalAveragePooling1D()
        case "UpSampling2D":
            let interpolation = options.interpolation.flatMap(Interpolation.init) ?? .nearest
            return UpSampling2D(size: size, interpolation: interpolation)
        case "UpSampling1D": return UpSampling1D(size: size.width)
        case "ZeroPadding2D":
            return ZeroPadding2D(top: margins[0], bottom: margins[1], left: margins[2], right: margins[3])
        case "Cropping2D":
            return Cropping2D(top: margins[0], bottom: margins[1], left: margins[2], right: margins[3])
        case "ZeroPadding1D": return ZeroPadding1D(before: margins[2], after: margins[3])
        case "Cropping1D": return Cropping1D(before: margins[2], after: margins[3])
        case let name:
            Issue.record("no layer \(name)")
            return Flatten()
        }
    }

}
