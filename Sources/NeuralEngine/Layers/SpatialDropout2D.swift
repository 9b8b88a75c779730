/// While training, each channel of a picture becomes 0 everywhere with probability `rate`, and the others grow by
/// 1 / (1 − rate); otherwise nothing.
///
/// Shape: `[batch, height, width, channels]`, unchanged. Neighbours of one channel are much alike, so that dropping single
/// numbers hardly hides anything from the next convolution. Source: J. Tompson et al. 2015, section 3.2; Keras's
/// `SpatialDropout2D`.
public struct SpatialDropout2D: Layer, Hashable {
    public let rate: Double

    /// - Parameter rate: from 0 up to, but not including, 1.
    public init(rate: Double) { self.rate = rate }

    public var kind: String { "SpatialDropout2D" }
    public var code: String { "SpatialDropout2D(rate: \(codeText(rate)))" }
    public var passesMask: Bool { true }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        try checkDropout(rate, kind: kind)
        guard inputShape.count == 3 else {
            throw EngineError(
                .shapeMismatch, "\(kind) takes [batch, height, width, channels], not \(batchShapeText(inputShape)).")
        }
        return inputShape
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) -> GraphValue {
        graph.channelDropout(input, rate: rate)
    }
}
