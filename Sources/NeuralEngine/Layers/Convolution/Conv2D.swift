/// A layer whose neurons each see a small window of a picture, all with the same weights: y = f(kernel ∗ x + b).
///
/// Shape: `[batch, height, width, channels]` to `[batch, rows, columns, filters]`; rows and columns follow from kernel, strides
/// and ``ConvolutionPadding``. The kernel is `[kernel height, kernel width, channels / groups, filters]`, the bias `[filters]`, as in
/// Keras (PyTorch: `[filters, channels / groups, kernel height, kernel width]`). As everywhere, the kernel is not mirrored.
/// Source: Y. LeCun et al., "Gradient-Based Learning Applied to Document Recognition" (1998), section II; padding as TensorFlow.
///
/// ```swift
/// Reshape([28, 28, 1])                                         // a picture needs its axis of channels
/// Conv2D(16, kernelSize: 3, padding: .same, activation: .relu) // -> [batch, 28, 28, 16]
/// MaxPooling2D()                                               // -> [batch, 14, 14, 16]
/// ```
public struct Conv2D: Layer, Hashable {
    let form: ConvolutionForm

    /// - Parameters:
    ///   - filters: how many channels the output has.
    ///   - kernelSize: the window, `3` or `[3, 5]`.
    ///   - strides: positions between two windows.
    ///   - dilationRate: positions between two neighbours in a window; 1 leaves no gaps.
    ///   - groups: parts of the channels that do not see each other.
    ///   - activation: f; none by default.
    ///   - bias: whether there is a b.
    public init(
        _ filters: Int, kernelSize: Size2D, strides: Size2D = 1, padding: ConvolutionPadding = .valid,
        dilationRate: Size2D = 1,
        groups: Int = 1, activation: ActivationFunction = .identity, bias: Bool = true,
        kernelInitializer: Initializer = .glorotUniform, biasInitializer: Initializer = .zeros,
        kernelRegularizer: Regularizer? = nil, biasRegularizer: Regularizer? = nil,
        kernelConstraint: WeightConstraint? = nil, biasConstraint: WeightConstraint? = nil
    ) {
        form = ConvolutionForm(
            kind: "Conv2D", axes: .two, filters: filters,
            window: ConvolutionWindow(
                size: kernelSize, strides: strides, padding: padding, dilationRate: dilationRate),
            groups: groups, activation: activation, hasBias: bias, kernelInitializer: kernelInitializer,
            biasInitializer: biasInitializer, kernelRegularizer: kernelRegularizer, biasRegularizer: biasRegularizer,
            kernelConstraint: kernelConstraint, biasConstraint: biasConstraint)
    }

    public var filters: Int { form.filters }
    public var kernelSize: Size2D { form.window.size }
    public var strides: Size2D { form.window.strides }
    public var padding: ConvolutionPadding { form.window.padding }
    public var dilationRate: Size2D { form.window.dilationRate }
    public var groups: Int { form.groups }
    public var activation: ActivationFunction { form.activation }
    public var hasBias: Bool { form.hasBias }

    public var kind: String { form.kind }
    public var code: String { form.code() }

    public func outputShape(for inputShape: [Int]) throws -> [Int] { try form.outputShape(for: inputShape) }
    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] { form.parameters(for: inputShape) }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        try form.build(input, parameters: parameters, in: graph)
    }
}
