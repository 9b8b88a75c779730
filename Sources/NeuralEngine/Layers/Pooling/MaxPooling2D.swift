/// The largest number of each window of a picture, channel by channel.
///
/// Shape: `[batch, height, width, channels]` to `[batch, rows, columns, channels]`. The first of several equal ones gets the gradient.
public struct MaxPooling2D: Layer, Hashable {
    let form: PoolingForm

    /// - Parameters:
    ///   - poolSize: the window, `2` or `[2, 3]`.
    ///   - strides: positions between two windows; nil leaves no gap and no overlap.
    ///   - padding: ``ConvolutionPadding/valid`` leaves out what does not fill a window at the end.
    public init(poolSize: Size2D = 2, strides: Size2D? = nil, padding: ConvolutionPadding = .valid) {
        form = PoolingForm(
            kind: "MaxPooling2D", axes: .two, pooling: .largest,
            window: ConvolutionWindow(size: poolSize, strides: strides ?? poolSize, padding: padding))
    }

    public var poolSize: Size2D { form.window.size }
    public var strides: Size2D { form.window.strides }
    public var padding: ConvolutionPadding { form.window.padding }

    public var kind: String { form.kind }
    public var code: String { form.code }

    public func outputShape(for inputShape: [Int]) throws -> [Int] { try form.outputShape(for: inputShape) }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) -> GraphValue {
        graph.pooled(input, form.pooling, window: form.window)
    }
}
