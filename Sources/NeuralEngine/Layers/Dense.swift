/// A layer whose every neuron sees every input: y = f(x W + b).
///
/// Shape: `[batch, …, inputs]` to `[batch, …, units]`; W is `[inputs, units]`, b is `[units]`.
public struct Dense: Layer, Hashable {
    public let units: Int
    public let activation: ActivationFunction
    public let hasBias: Bool
    public let kernelInitializer: Initializer
    public let biasInitializer: Initializer

    /// - Parameters:
    ///   - units: how many neurons.
    ///   - activation: f; none by default.
    ///   - bias: whether there is a b.
    public init(
        _ units: Int, activation: ActivationFunction = .identity, bias: Bool = true,
        kernelInitializer: Initializer = .glorotUniform, biasInitializer: Initializer = .zeros
    ) {
        self.units = units
        self.activation = activation
        hasBias = bias
        self.kernelInitializer = kernelInitializer
        self.biasInitializer = biasInitializer
    }

    public var kind: String { "Dense" }

    public var code: String {
        let parts = [
            activation == .identity ? nil : "activation: .\(activation.rawValue)", hasBias ? nil : "bias: false",
        ]
        return "Dense(" + ([String(units)] + parts.compactMap { $0 }).joined(separator: ", ") + ")"
    }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        guard units >= 1 else {
            throw EngineError(.invalidArgument, "A dense layer has 1 unit or more, not \(units).")
        }
        guard let inputs = inputShape.last, inputs >= 1 else {
            throw EngineError(
                .shapeMismatch, "A dense layer takes [batch, …, features], not \(batchShapeText(inputShape)).")
        }
        return inputShape.dropLast() + [units]
    }

    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] {
        let inputs = inputShape.last ?? 0
        let kernel = ParameterSpecification(
            name: "kernel", shape: [inputs, units], initializer: kernelInitializer, fanIn: inputs, fanOut: units)
        let bias = ParameterSpecification(
            name: "bias", shape: [units], initializer: biasInitializer, fanIn: inputs, fanOut: units)
        return hasBias ? [kernel, bias] : [kernel]
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        let sums = try graph.affine(input, kernel: parameters[0], bias: hasBias ? parameters[1] : nil)
        return graph.activation(activation, of: sums)
    }
}
