/// While training, each channel of a sequence becomes 0 at all steps with probability `rate`, and the others grow by
/// 1 / (1 − rate); otherwise nothing.
///
/// Shape: `[batch, time, channels]`, unchanged. Neighbours of one channel are much alike, so that dropping single numbers
/// hardly hides anything from the next convolution. Source: J. Tompson et al. 2015, section 3.2; Keras's `SpatialDropout1D`.
public struct SpatialDropout1D: Layer, Hashable {
    public let rate: Double

    /// - Parameter rate: from 0 up to, but not including, 1.
    public init(rate: Double) { self.rate = rate }

    public var kind: String { "SpatialDropout1D" }
    public var code: String { "SpatialDropout1D(rate: \(codeText(rate)))" }
    public var passesMask: Bool { true }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        try checkDropout(rate, kind: kind)
        guard inputShape.count == 2 else {
            throw EngineError(
                .shapeMismatch, "\(kind) takes [batch, time, channels], not \(batchShapeText(inputShape)).")
        }
        return inputShape
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) -> GraphValue {
        graph.channelDropout(input, rate: rate)
    }
}
