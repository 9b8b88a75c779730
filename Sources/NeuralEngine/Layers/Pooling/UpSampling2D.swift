/// A picture made larger by whole factors, with nothing to learn.
///
/// Shape: `[batch, height, width, channels]` to `[batch, height · size, width · size, channels]`.
public struct UpSampling2D: Layer, Hashable {
    public let size: Size2D
    public let interpolation: Interpolation

    /// - Parameters:
    ///   - size: the factors, `2` or `[2, 3]`.
    ///   - interpolation: ``Interpolation/nearest`` repeats, ``Interpolation/bilinear`` goes evenly from one to the next.
    public init(size: Size2D = 2, interpolation: Interpolation = .nearest) {
        self.size = size
        self.interpolation = interpolation
    }

    public var kind: String { "UpSampling2D" }
    public var code: String {
        "UpSampling2D(size: \(size.code)\(interpolation == .nearest ? "" : ", interpolation: .bilinear"))"
    }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        try size.check("size", of: kind)
        let picture = try PictureAxes.two.check(inputShape, for: kind)
        return [picture.size.height * size.height, picture.size.width * size.width, picture.channels]
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        graph.upsampled(
            input, to: try outputShape(for: input.shape), factors: size, interpolation: interpolation)
    }
}
