/// A layer that is used at several places of a network with the same weights: the two halves of a siamese network.
///
/// ```swift
/// let encoder = Shared(Dense(16, activation: .tanh))
/// let distance = Subtract()(encoder(first), encoder(second))
/// ```
public final class Shared: WrappingLayer {
    public let layer: any Layer

    public init(_ layer: some Layer) { self.layer = layer }

    public var code: String { "Shared(\(layer.code))" }
}
