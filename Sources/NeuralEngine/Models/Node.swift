import Locks

/// A place in a graph of layers: an input, or what a layer gives for other places.
///
/// ```swift
/// let picture = Input(shape: [8, 8, 1]), number = Input(shape: [3])
/// let seen = Flatten()(Conv2D(8, kernelSize: 3)(picture))
/// let answer = Dense(10, activation: .softmax)(Concatenate()(seen, number))
/// let model = try Model(inputs: [picture, number], outputs: [answer])
/// ```
///
/// Nodes are descriptions: nothing is computed, and no mistake found, until a ``Model`` is made of them. Calling the same
/// layer twice makes two layers with weights of their own; ``Shared`` makes one that is used twice.
public struct Node: Sendable {
    enum Source: Sendable {
        case input(shape: [Int], name: String?)
        indirect case layer(any Layer, inputs: [Node])
    }

    let id: Int
    let source: Source

    private static let nextID = Atomic<Int>(0)

    init(_ source: Source) {
        id = Self.nextID.wrappingAdd(1, ordering: .relaxed).oldValue
        self.source = source
    }

    /// An input of a network.
    ///
    /// - Parameters:
    ///   - shape: a sample's shape, without the batch axis.
    ///   - name: for messages and summaries.
    public init(shape: [Int], name: String? = nil) { self.init(.input(shape: shape, name: name)) }

    /// The sum of two nodes, as ``Add`` makes it: the shortcut of a residual network.
    public static func + (left: Node, right: Node) -> Node { Add()(left, right) }
}

/// An input of a network of layers: `Input(shape: [28, 28, 1])`.
public typealias Input = Node

extension Layer {
    /// This layer behind others: a step in describing a ``Model``.
    public func callAsFunction(_ inputs: Node...) -> Node { Node(.layer(self, inputs: inputs)) }

    /// As the other, for a list of nodes.
    public func callAsFunction(_ inputs: [Node]) -> Node { Node(.layer(self, inputs: inputs)) }
}
