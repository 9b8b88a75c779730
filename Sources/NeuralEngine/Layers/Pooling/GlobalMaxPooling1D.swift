/// The largest number of each channel in the whole sequence; a mask is not looked at, as in Keras.
///
/// Shape: `[batch, time, channels]` to `[batch, channels]`.
public struct GlobalMaxPooling1D: Layer, Hashable {
    public init() {}

    public var kind: String { "GlobalMaxPooling1D" }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        [try PictureAxes.one.check(inputShape, for: kind).channels]
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        let picture = PictureShape(input.shape)
        let pooled = graph.pooled(
            input, .largest, window: ConvolutionWindow(size: picture.size, strides: picture.size))
        return try graph.reshape(pooled, to: [picture.channels])
    }
}
