/// The largest number of each channel in the whole picture.
///
/// Shape: `[batch, height, width, channels]` to `[batch, channels]`.
public struct GlobalMaxPooling2D: Layer, Hashable {
    public init() {}

    public var kind: String { "GlobalMaxPooling2D" }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        [try PictureAxes.two.check(inputShape, for: kind).channels]
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        let picture = PictureShape(input.shape)
        let pooled = graph.pooled(
            input, .largest, window: ConvolutionWindow(size: picture.size, strides: picture.size))
        return try graph.reshape(pooled, to: [picture.channels])
    }
}
