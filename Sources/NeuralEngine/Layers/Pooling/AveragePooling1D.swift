/// The mean of each window of a sequence, channel by channel; what lies beyond the ends does not count.
///
/// Shape: `[batch, time, channels]` to `[batch, steps, channels]`.
public struct AveragePooling1D: Layer, Hashable {
    let form: PoolingForm

    /// - Parameters:
    ///   - poolSize: steps in a window.
    ///   - strides: steps between two windows; nil leaves no gap and no overlap.
    ///   - padding: ``ConvolutionPadding/valid`` leaves out what does not fill a window at the end.
    public init(poolSize: Int = 2, strides: Int? = nil, padding: ConvolutionPadding = .valid) {
        form = PoolingForm(
            kind: "AveragePooling1D", axes: .one, pooling: .mean,
            window: .line(size: poolSize, strides: strides ?? poolSize, padding: padding))
    }

    public var poolSize: Int { form.window.size.width }
    public var strides: Int { form.window.strides.width }
    public var padding: ConvolutionPadding { form.window.padding }

    public var kind: String { form.kind }
    public var code: String { form.code }

    public func outputShape(for inputShape: [Int]) throws -> [Int] { try form.outputShape(for: inputShape) }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) -> GraphValue {
        graph.pooled(input, form.pooling, window: form.window)
    }
}
