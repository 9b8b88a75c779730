/// A leaky relu whose slopes are learned: y = x for x ≥ 0, α x for x < 0.
///
/// Shape: `[batch, …]`, unchanged; α has a sample's shape, with length 1 along the shared axes. Source: He et al. 2015, eq. 1;
/// arguments and defaults as in Keras, PyTorch's begins with α = 0.25.
public struct PReLU: Layer, Hashable {
    public let alphaInitializer: Initializer
    public let alphaRegularizer: Regularizer?
    public let alphaConstraint: WeightConstraint?
    /// The axes along which one α serves, counted from 1 as in Keras: `[1, 2]` behind a convolution in two dimensions, so that each
    /// channel has one. They have to come before all others.
    public let sharedAxes: [Int]

    public init(
        alphaInitializer: Initializer = .zeros, alphaRegularizer: Regularizer? = nil,
        alphaConstraint: WeightConstraint? = nil, sharedAxes: [Int] = []
    ) {
        self.alphaInitializer = alphaInitializer
        self.alphaRegularizer = alphaRegularizer
        self.alphaConstraint = alphaConstraint
        self.sharedAxes = sharedAxes.sorted()
    }

    public var kind: String { "PReLU" }
    public var code: String {
        let parts = [
            alphaInitializer.code("alphaInitializer", usual: .zeros),
            alphaRegularizer.map { "alphaRegularizer: \($0.code)" },
            alphaConstraint.map { "alphaConstraint: \($0.code)" },
            sharedAxes.isEmpty ? nil : "sharedAxes: \(shapeText(sharedAxes))",
        ]
        return "PReLU(\(parts.compactMap { $0 }.joined(separator: ", ")))"
    }
    public var passesMask: Bool { true }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        guard sharedAxes == Array(1..<(sharedAxes.count + 1)), sharedAxes.count <= inputShape.count else {
            throw EngineError(
                .invalidArgument,
                """
                PReLU's sharedAxes are \(shapeText(sharedAxes)), expected the first axes of \(batchShapeText(inputShape)) behind \
                the batch's, such as [1, 2].
                """)
        }
        return inputShape
    }

    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] {
        let shape = inputShape.indices.map { sharedAxes.contains($0 + 1) ? 1 : inputShape[$0] }
        let count = shape.reduce(1, *)
        return [
            ParameterSpecification(
                name: "alpha", shape: shape, initializer: alphaInitializer, fanIn: count, fanOut: count,
                regularizer: alphaRegularizer, constraint: alphaConstraint)
        ]
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        try graph.learnedRelu(input, slopes: parameters[0])
    }
}
