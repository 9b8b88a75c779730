/// A convolution the other way round, which makes pictures larger: each number of x is spread over the output by the kernel.
///
/// Shape: `[batch, height, width, channels]` to `[batch, rows, columns, filters]`; with padding `.same`, rows = height · stride.
/// The kernel is `[kernel height, kernel width, filters, channels]`, the bias `[filters]`, as in Keras. Source: V. Dumoulin and
/// F. Visin, "A guide to convolution arithmetic for deep learning" (2016), chapter 4.
public struct Conv2DTranspose: Layer, Hashable {
    let transposed: TransposedForm

    /// - Parameters:
    ///   - filters: how many channels the output has.
    ///   - kernelSize: the window that a number is spread over, `3` or `[3, 5]`.
    ///   - strides: how many times larger the picture becomes.
    ///   - outputPadding: by how much the output is larger than it has to be, less than the strides; nil for Keras's default.
    ///   - activation: f; none by default.
    ///   - bias: whether there is a b.
    public init(
        _ filters: Int, kernelSize: Size2D, strides: Size2D = 1, padding: ConvolutionPadding = .valid,
        outputPadding: Size2D? = nil, dilationRate: Size2D = 1, activation: ActivationFunction = .identity,
        bias: Bool = true, kernelInitializer: Initializer = .glorotUniform, biasInitializer: Initializer = .zeros,
        kernelRegularizer: Regularizer? = nil, biasRegularizer: Regularizer? = nil,
        kernelConstraint: WeightConstraint? = nil, biasConstraint: WeightConstraint? = nil
    ) {
        transposed = TransposedForm(
            form: ConvolutionForm(
                kind: "Conv2DTranspose", axes: .two, filters: filters,
                window: ConvolutionWindow(
                    size: kernelSize, strides: strides, padding: padding, dilationRate: dilationRate),
                activation: activation, hasBias: bias, kernelInitializer: kernelInitializer,
                biasInitializer: biasInitializer, kernelRegularizer: kernelRegularizer,
                biasRegularizer: biasRegularizer, kernelConstraint: kernelConstraint, biasConstraint: biasConstraint),
            outputPadding: outputPadding)
    }

    public var filters: Int { transposed.form.filters }
    public var kernelSize: Size2D { transposed.form.window.size }
    public var strides: Size2D { transposed.form.window.strides }
    public var padding: ConvolutionPadding { transposed.form.window.padding }
    public var activation: ActivationFunction { transposed.form.activation }
    public var hasBias: Bool { transposed.form.hasBias }

    public var kind: String { transposed.form.kind }
    public var code: String { transposed.code }

    public func outputShape(for inputShape: [Int]) throws -> [Int] { try transposed.outputShape(for: inputShape) }
    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] { transposed.parameters(for: inputShape) }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        try transposed.build(input, parameters: parameters, in: graph)
    }
}
