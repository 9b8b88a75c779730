/// What flows between the operations of a network: known by its shape before any number is computed.
public struct GraphValue: Sendable, Hashable {
    let id: Int
    /// A sample's shape, without the batch axis.
    public let shape: [Int]

    /// Numbers in one sample.
    var width: Int { shape.reduce(1, *) }
}

/// A parameter as the operations see it.
public struct GraphParameter: Sendable, Hashable {
    public let shape: [Int]
    let offset: Int
    /// Whether it is learned; the gradients of others are not computed.
    var isTrainable = true
    var count: Int { shape.reduce(1, *) }
}
