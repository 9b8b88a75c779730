/// A convolution along a sequence: y = f(kernel ∗ x + b).
///
/// Shape: `[batch, time, channels]` to `[batch, steps, filters]`. The kernel is `[length, channels / groups, filters]`, the bias
/// `[filters]`, as in Keras. With padding ``ConvolutionPadding/causal`` no step of the output sees a later one of the input (A. van den
/// Oord et al., "WaveNet" (2016), section 2.1).
public struct Conv1D: Layer, Hashable {
    let form: ConvolutionForm

    /// - Parameters:
    ///   - filters: how many channels the output has.
    ///   - kernelSize: steps that a window sees.
    ///   - strides: steps between two windows.
    ///   - dilationRate: steps between two neighbours in a window; 1 leaves no gaps.
    ///   - groups: parts of the channels that do not see each other.
    ///   - activation: f; none by default.
    ///   - bias: whether there is a b.
    public init(
        _ filters: Int, kernelSize: Int, strides: Int = 1, padding: ConvolutionPadding = .valid, dilationRate: Int = 1,
        groups: Int = 1, activation: ActivationFunction = .identity, bias: Bool = true,
        kernelInitializer: Initializer = .glorotUniform, biasInitializer: Initializer = .zeros,
        kernelRegularizer: Regularizer? = nil, biasRegularizer: Regularizer? = nil,
        kernelConstraint: WeightConstraint? = nil, biasConstraint: WeightConstraint? = nil
    ) {
        form = ConvolutionForm(
            kind: "Conv1D", axes: .one, filters: filters,
            window: .line(size: kernelSize, strides: strides, padding: padding, dilationRate: dilationRate),
            groups: groups, activation: activation, hasBias: bias, kernelInitializer: kernelInitializer,
            biasInitializer: biasInitializer, kernelRegularizer: kernelRegularizer, biasRegularizer: biasRegularizer,
            kernelConstraint: kernelConstraint, biasConstraint: biasConstraint)
    }

    public var filters: Int { form.filters }
    public var kernelSize: Int { form.window.size.width }
    public var strides: Int { form.window.strides.width }
    public var padding: ConvolutionPadding { form.window.padding }
    public var dilationRate: Int { form.window.dilationRate.width }
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
