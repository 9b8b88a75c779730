/// A layer whose weights training leaves as they are: the trained part of a network that a new task builds on.
///
/// Gradients pass through it. Batch normalisation within it still renews its moving averages while training.
public struct Frozen: WrappingLayer {
    public let layer: any Layer

    public init(_ layer: some Layer) { self.layer = layer }

    public var code: String { "Frozen(\(layer.code))" }

    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] {
        layer.parameters(for: inputShape).map { $0.frozen() }
    }
    public func parameters(forInputs shapes: [[Int]]) -> [ParameterSpecification] {
        layer.parameters(forInputs: shapes).map { $0.frozen() }
    }
}
