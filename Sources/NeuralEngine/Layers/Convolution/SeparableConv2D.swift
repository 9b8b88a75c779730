/// A convolution of each channel by itself, and then one of 1 × 1 over all of them: nearly what ``Conv2D`` does, for a fraction
/// of the weights and the time.
///
/// Shape: `[batch, height, width, channels]` to `[batch, rows, columns, filters]`. The depthwise kernel is
/// `[kernel height, kernel width, channels, depthMultiplier]`, the pointwise kernel `[1, 1, channels · depthMultiplier, filters]`,
/// the bias `[filters]`, as in Keras. Source: F. Chollet, "Xception" (2017).
public struct SeparableConv2D: Layer, Hashable {
    public let filters: Int
    /// The first half.
    let depthwise: DepthwiseConv2D
    public let activation: ActivationFunction
    public let hasBias: Bool
    public let pointwiseInitializer: Initializer
    public let biasInitializer: Initializer

    /// - Parameters:
    ///   - filters: how many channels the output has.
    ///   - kernelSize: the window, `3` or `[3, 5]`.
    ///   - strides: positions between two windows.
    ///   - depthMultiplier: numbers for each channel between the two halves.
    ///   - activation: f; none by default.
    ///   - bias: whether there is a b.
    public init(
        _ filters: Int, kernelSize: Size2D, strides: Size2D = 1, padding: ConvolutionPadding = .valid,
        dilationRate: Size2D = 1,
        depthMultiplier: Int = 1, activation: ActivationFunction = .identity, bias: Bool = true,
        depthwiseInitializer: Initializer = .glorotUniform, pointwiseInitializer: Initializer = .glorotUniform,
        biasInitializer: Initializer = .zeros
    ) {
        self.filters = filters
        depthwise = DepthwiseConv2D(
            kernelSize: kernelSize, strides: strides, padding: padding, depthMultiplier: depthMultiplier,
            dilationRate: dilationRate, bias: false, kernelInitializer: depthwiseInitializer)
        self.activation = activation
        hasBias = bias
        self.pointwiseInitializer = pointwiseInitializer
        self.biasInitializer = biasInitializer
    }

    public var kind: String { "SeparableConv2D" }

    public var code: String {
        let window = depthwise.window
        let parts = [
            String(filters), "kernelSize: \(window.size.code)",
            window.strides == 1 ? nil : "strides: \(window.strides.code)",
            window.padding == .valid ? nil : "padding: .\(window.padding.rawValue)",
            window.dilationRate == 1 ? nil : "dilationRate: \(window.dilationRate.code)",
            depthwise.depthMultiplier == 1 ? nil : "depthMultiplier: \(depthwise.depthMultiplier)",
            activation == .identity ? nil : "activation: \(activation.code)", hasBias ? nil : "bias: false",
            depthwise.kernelInitializer.code("depthwiseInitializer", usual: .glorotUniform),
            pointwiseInitializer.code("pointwiseInitializer", usual: .glorotUniform),
            biasInitializer.code("biasInitializer", usual: .zeros),
        ]
        return "SeparableConv2D(\(parts.compactMap { $0 }.joined(separator: ", ")))"
    }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        guard filters >= 1 else {
            throw EngineError(.invalidArgument, "\(kind) has 1 filter or more, not \(filters).")
        }
        try SizeLimits.check(filters, "filters", of: kind)
        try depthwise.window.check(for: kind)
        _ = try PictureAxes.two.check(inputShape, for: kind)
        let apart = try depthwise.outputShape(for: inputShape)
        try SizeLimits.check(sample: apart)
        return try activation.outputShape(for: apart.dropLast() + [filters])
    }

    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] {
        let channels = (inputShape.last ?? 0) * depthwise.depthMultiplier
        let first = depthwise.parameters(for: inputShape)[0]
        let bias = ParameterSpecification(
            name: "bias", shape: [filters], initializer: biasInitializer, fanIn: channels, fanOut: filters)
        return [
            ParameterSpecification(
                name: "depthwiseKernel", shape: first.shape, initializer: first.initializer, fanIn: first.fanIn,
                fanOut: first.fanOut),
            ParameterSpecification(
                name: "pointwiseKernel", shape: [1, 1, channels, filters], initializer: pointwiseInitializer,
                fanIn: channels, fanOut: filters),
        ] + (hasBias ? [bias] : [])
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        let apart = try depthwise.build(input, parameters: [parameters[0]], in: graph)
        let sums = try graph.convolution(apart, kernel: parameters[1], bias: hasBias ? parameters[2] : nil)
        return graph.activation(activation, of: sums)
    }
}
