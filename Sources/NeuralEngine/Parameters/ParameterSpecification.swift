/// One array of numbers that a layer holds: its name, shape and beginning, and the rules it is trained by.
public struct ParameterSpecification: Sendable, Hashable {
    /// `kernel`, `bias`, …; with the part's name in front in layers made of layers: `attention/kernel`.
    public let name: String
    public let shape: [Int]
    public let initializer: Initializer
    /// How many inputs a neuron has, for initialisers that look at it.
    public let fanIn: Int
    /// How many neurons there are, for initialisers that look at it.
    public let fanOut: Int
    /// Whether optimizers change it. Batch normalisation's moving averages are written by the layer itself.
    public let isTrainable: Bool
    /// What its size adds to the loss.
    public let regularizer: Regularizer?
    /// What is enforced after each step.
    public let constraint: WeightConstraint?

    public init(
        name: String, shape: [Int], initializer: Initializer, fanIn: Int, fanOut: Int, isTrainable: Bool = true,
        regularizer: Regularizer? = nil, constraint: WeightConstraint? = nil
    ) {
        self.name = name
        self.shape = shape
        self.initializer = initializer
        self.fanIn = fanIn
        self.fanOut = fanOut
        self.isTrainable = isTrainable
        self.regularizer = regularizer
        self.constraint = constraint
    }

    var count: Int { shape.reduce(1, *) }

    /// The same under a name with a part's name in front: what a layer made of layers tells of its parts.
    public func prefixed(_ part: String) -> ParameterSpecification {
        ParameterSpecification(
            name: "\(part)/\(name)", shape: shape, initializer: initializer, fanIn: fanIn, fanOut: fanOut,
            isTrainable: isTrainable, regularizer: regularizer, constraint: constraint)
    }

    /// The same, left alone by optimizers.
    func frozen() -> ParameterSpecification {
        ParameterSpecification(
            name: name, shape: shape, initializer: initializer, fanIn: fanIn, fanOut: fanOut, isTrainable: false)
    }
}
