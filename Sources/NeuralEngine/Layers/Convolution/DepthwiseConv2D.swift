/// A convolution of each channel by itself: y = f(kernel ∗ x + b).
///
/// Shape: `[batch, height, width, channels]` to `[batch, rows, columns, channels · depthMultiplier]`, the outputs of one channel
/// side by side. The kernel is `[kernel height, kernel width, channels, depthMultiplier]`, the bias
/// `[channels · depthMultiplier]`, as in Keras.
public struct DepthwiseConv2D: Layer, Hashable {
    public let depthMultiplier: Int
    let window: ConvolutionWindow
    public let activation: ActivationFunction
    public let hasBias: Bool
    public let kernelInitializer: Initializer
    public let biasInitializer: Initializer
    public let kernelRegularizer: Regularizer?
    public let kernelConstraint: WeightConstraint?

    /// - Parameters:
    ///   - kernelSize: the window, `3` or `[3, 5]`.
    ///   - strides: positions between two windows.
    ///   - depthMultiplier: outputs for each channel.
    ///   - activation: f; none by default.
    ///   - bias: whether there is a b.
    public init(
        kernelSize: Size2D, strides: Size2D = 1, padding: ConvolutionPadding = .valid, depthMultiplier: Int = 1,
        dilationRate: Size2D = 1, activation: ActivationFunction = .identity, bias: Bool = true,
        kernelInitializer: Initializer = .glorotUniform, biasInitializer: Initializer = .zeros,
        kernelRegularizer: Regularizer? = nil, kernelConstraint: WeightConstraint? = nil
    ) {
        self.depthMultiplier = depthMultiplier
        window = ConvolutionWindow(size: kernelSize, strides: strides, padding: padding, dilationRate: dilationRate)
        self.activation = activation
        hasBias = bias
        self.kernelInitializer = kernelInitializer
        self.biasInitializer = biasInitializer
        self.kernelRegularizer = kernelRegularizer
        self.kernelConstraint = kernelConstraint
    }

    public var kernelSize: Size2D { window.size }
    public var strides: Size2D { window.strides }
    public var padding: ConvolutionPadding { window.padding }
    public var dilationRate: Size2D { window.dilationRate }

    public var kind: String { "DepthwiseConv2D" }

    public var code: String {
        let parts = [
            "kernelSize: \(window.size.code)", window.strides == 1 ? nil : "strides: \(window.strides.code)",
            window.padding == .valid ? nil : "padding: .\(window.padding.rawValue)",
            depthMultiplier == 1 ? nil : "depthMultiplier: \(depthMultiplier)",
            window.dilationRate == 1 ? nil : "dilationRate: \(window.dilationRate.code)",
            activation == .identity ? nil : "activation: \(activation.code)", hasBias ? nil : "bias: false",
            kernelInitializer.code("kernelInitializer", usual: .glorotUniform),
            biasInitializer.code("biasInitializer", usual: .zeros),
            kernelRegularizer.map { "kernelRegularizer: \($0.code)" },
            kernelConstraint.map { "kernelConstraint: \($0.code)" },
        ]
        return "DepthwiseConv2D(\(parts.compactMap { $0 }.joined(separator: ", ")))"
    }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        guard depthMultiplier >= 1 else {
            throw EngineError(
                .invalidArgument, "\(kind)'s depthMultiplier is \(depthMultiplier), expected 1 or more.")
        }
        try SizeLimits.check(depthMultiplier, "depthMultiplier", of: kind)
        try window.check(for: kind)
        let picture = try PictureAxes.two.check(inputShape, for: kind)
        try SizeLimits.check(
            weights: window.size.lengths + [picture.channels, depthMultiplier], name: "kernel of \(kind)")
        try PictureAxes.two.checkFit(window, in: inputShape, for: kind, name: "kernelSize")
        let size = window.outputSize(for: picture.size)
        return try activation.outputShape(for: [size.height, size.width, picture.channels * depthMultiplier])
    }

    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] {
        let channels = inputShape.last ?? 0
        let places = window.size.height * window.size.width
        let kernel = ParameterSpecification(
            name: "kernel", shape: [window.size.height, window.size.width, channels, depthMultiplier],
            initializer: kernelInitializer, fanIn: places * channels, fanOut: places * depthMultiplier,
            regularizer: kernelRegularizer, constraint: kernelConstraint)
        let bias = ParameterSpecification(
            name: "bias", shape: [channels * depthMultiplier], initializer: biasInitializer,
            fanIn: places * channels, fanOut: places * depthMultiplier)
        return hasBias ? [kernel, bias] : [kernel]
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        let sums = try graph.depthwiseConvolution(
            input, kernel: parameters[0], bias: hasBias ? parameters[1] : nil, strides: window.strides,
            padding: window.padding, dilationRate: window.dilationRate)
        return graph.activation(activation, of: sums)
    }
}

extension ConvolutionWindow {
    /// - Throws: ``EngineError/Code/invalidArgument`` when a layer over pictures cannot have such a window.
    func check(for kind: String) throws {
        try size.check("kernelSize", of: kind)
        try strides.check("strides", of: kind)
        try dilationRate.check("dilationRate", of: kind)
        guard padding != .causal else {
            throw EngineError(
                .invalidArgument, "\(kind)'s padding is .causal, which is for Conv1D; expected .valid or .same.")
        }
    }
}
