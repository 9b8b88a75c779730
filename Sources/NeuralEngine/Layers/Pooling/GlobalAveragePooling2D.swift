/// The mean of each channel over the whole picture.
///
/// Shape: `[batch, height, width, channels]` to `[batch, channels]`.
public struct GlobalAveragePooling2D: Layer, Hashable {
    public init() {}

    public var kind: String { "GlobalAveragePooling2D" }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        [try PictureAxes.two.check(inputShape, for: kind).channels]
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        let picture = PictureShape(input.shape)
        let pooled = graph.pooled(
            input, .mean, window: ConvolutionWindow(size: picture.size, strides: picture.size))
        return try graph.reshape(pooled, to: [picture.channels])
    }
}
