/// A convolution along a sequence the other way round, which makes it longer.
///
/// Shape: `[batch, time, channels]` to `[batch, steps, filters]`; with padding `.same`, steps = time · stride. The kernel is
/// `[length, filters, channels]`, the bias `[filters]`, as in Keras.
public struct Conv1DTranspose: Layer, Hashable {
    let transposed: TransposedForm

    /// - Parameters:
    ///   - filters: how many channels the output has.
    ///   - kernelSize: steps that a number is spread over.
    ///   - strides: how many times longer the sequence becomes.
    ///   - outputPadding: by how much the output is longer than it has to be, less than the stride; nil for Keras's default.
    ///   - activation: f; none by default.
    ///   - bias: whether there is a b.
    public init(
        _ filters: Int, kernelSize: Int, strides: Int = 1, padding: ConvolutionPadding = .valid,
        outputPadding: Int? = nil,
        dilationRate: Int = 1, activation: ActivationFunction = .identity, bias: Bool = true,
        kernelInitializer: Initializer = .glorotUniform, biasInitializer: Initializer = .zeros,
        kernelRegularizer: Regularizer? = nil, biasRegularizer: Regularizer? = nil,
        kernelConstraint: WeightConstraint? = nil, biasConstraint: WeightConstraint? = nil
    ) {
        transposed = TransposedForm(
            form: ConvolutionForm(
                kind: "Conv1DTranspose", axes: .one, filters: filters,
                window: .line(size: kernelSize, strides: strides, padding: padding, dilationRate: dilationRate),
                activation: activation, hasBias: bias, kernelInitializer: kernelInitializer,
                biasInitializer: biasInitializer, kernelRegularizer: kernelRegularizer,
                biasRegularizer: biasRegularizer, kernelConstraint: kernelConstraint, biasConstraint: biasConstraint),
            outputPadding: outputPadding.map { Size2D(height: 0, width: $0) })
    }

    public var filters: Int { transposed.form.filters }
    public var kernelSize: Int { transposed.form.window.size.width }
    public var strides: Int { transposed.form.window.strides.width }
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
