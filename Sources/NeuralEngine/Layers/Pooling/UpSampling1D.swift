/// A sequence made longer: each step repeated.
///
/// Shape: `[batch, time, channels]` to `[batch, time · size, channels]`.
public struct UpSampling1D: Layer, Hashable {
    public let size: Int

    /// - Parameter size: how often each step comes.
    public init(size: Int = 2) { self.size = size }

    public var kind: String { "UpSampling1D" }
    public var code: String { "UpSampling1D(size: \(size))" }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        try PictureAxes.one.check(Size2D(height: 1, width: size), "size", of: kind)
        let picture = try PictureAxes.one.check(inputShape, for: kind)
        return [picture.size.width * size, picture.channels]
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        graph.upsampled(
            input, to: try outputShape(for: input.shape), factors: Size2D(height: 1, width: size),
            interpolation: .nearest)
    }
}
