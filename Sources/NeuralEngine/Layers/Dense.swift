/// A layer whose every neuron sees every input: y = f(x W + b).
///
/// Shape: `[batch, …, inputs]` to `[batch, …, units]`; W is `[inputs, units]`, b is `[units]`.
public struct Dense: Layer, Hashable {
    public let units: Int
    public let activation: ActivationFunction
    public let hasBias: Bool
    public let kernelInitializer: Initializer
    public let biasInitializer: Initializer
    public let kernelRegularizer: Regularizer?
    public let biasRegularizer: Regularizer?
    public let kernelConstraint: WeightConstraint?

    /// - Parameters:
    ///   - units: how many neurons.
    ///   - activation: f; none by default.
    ///   - bias: whether there is a b.
    ///   - kernelRegularizer: what the size of W adds to the loss; likewise for b.
    ///   - kernelConstraint: what W is brought back to after each step.
    public init(
        _ units: Int, activation: ActivationFunction = .identity, bias: Bool = true,
        kernelInitializer: Initializer = .glorotUniform, biasInitializer: Initializer = .zeros,
        kernelRegularizer: Regularizer? = nil, biasRegularizer: Regularizer? = nil,
        kernelConstraint: WeightConstraint? = nil
    ) {
        self.units = units
        self.activation = activation
        hasBias = bias
        self.kernelInitializer = kernelInitializer
        self.biasInitializer = biasInitializer
        self.kernelRegularizer = kernelRegularizer
        self.biasRegularizer = biasRegularizer
        self.kernelConstraint = kernelConstraint
    }

    public var kind: String { "Dense" }
    public var passesMask: Bool { true }

    public var code: String {
        let parts = [
            activation == .identity ? nil : "activation: \(activation.code)", hasBias ? nil : "bias: false",
            kernelInitializer.code("kernelInitializer", usual: .glorotUniform),
            biasInitializer.code("biasInitializer", usual: .zeros),
            kernelRegularizer.map { "kernelRegularizer: \($0.code)" },
            biasRegularizer.map { "biasRegularizer: \($0.code)" },
            kernelConstraint.map { "kernelConstraint: \($0.code)" },
        ]
        return "Dense(" + ([String(units)] + parts.compactMap { $0 }).joined(separator: ", ") + ")"
    }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        guard units >= 1 else {
            throw EngineError(.invalidArgument, "A dense layer has 1 unit or more, not \(units).")
        }
        try SizeLimits.check(units, "units", of: kind)
        guard let inputs = inputShape.last, inputs >= 1 else {
            throw EngineError(
                .shapeMismatch, "A dense layer takes [batch, …, features], not \(batchShapeText(inputShape)).")
        }
        return try activation.outputShape(for: inputShape.dropLast() + [units])
    }

    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] {
        let inputs = inputShape.last ?? 0
        let kernel = ParameterSpecification(
            name: "kernel", shape: [inputs, units], initializer: kernelInitializer, fanIn: inputs, fanOut: units,
            regularizer: kernelRegularizer, constraint: kernelConstraint)
        let bias = ParameterSpecification(
            name: "bias", shape: [units], initializer: biasInitializer, fanIn: inputs, fanOut: units,
            regularizer: biasRegularizer)
        return hasBias ? [kernel, bias] : [kernel]
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        let sums = try graph.affine(input, kernel: parameters[0], bias: hasBias ? parameters[1] : nil)
        return graph.activation(activation, of: sums)
    }
}
