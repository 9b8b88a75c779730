/// One array of numbers that a layer learns: its name, shape and beginning.
public struct ParameterSpecification: Sendable, Hashable {
    /// `kernel`, `bias`, …
    public let name: String
    public let shape: [Int]
    public let initializer: Initializer
    /// How many inputs a neuron has, for initialisers that look at it.
    public let fanIn: Int
    /// How many neurons there are, for initialisers that look at it.
    public let fanOut: Int

    public init(name: String, shape: [Int], initializer: Initializer, fanIn: Int, fanOut: Int) {
        self.name = name
        self.shape = shape
        self.initializer = initializer
        self.fanIn = fanIn
        self.fanOut = fanOut
    }

    var count: Int { shape.reduce(1, *) }
}
