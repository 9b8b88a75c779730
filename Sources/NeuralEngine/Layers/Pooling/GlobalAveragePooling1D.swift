/// The mean of each channel over the whole sequence; of the steps that count alone, where a mask says which.
///
/// Shape: `[batch, time, channels]` to `[batch, channels]`.
public struct GlobalAveragePooling1D: Layer, Hashable {
    public init() {}

    public var kind: String { "GlobalAveragePooling1D" }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        [try PictureAxes.one.check(inputShape, for: kind).channels]
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        if let mask = graph.mask(of: input) { return graph.maskedMean(input, mask: mask) }
        let picture = PictureShape(input.shape)
        let pooled = graph.pooled(
            input, .mean, window: ConvolutionWindow(size: picture.size, strides: picture.size))
        return try graph.reshape(pooled, to: [picture.channels])
    }
}
