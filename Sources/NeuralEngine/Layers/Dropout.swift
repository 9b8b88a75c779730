/// While training, each number becomes 0 with probability `rate` and the others grow by 1 / (1 − rate); otherwise nothing.
///
/// Shape: unchanged. Source: N. Srivastava et al., "Dropout" (2014), in the inverted form of Keras and PyTorch. What is
/// dropped follows from the seed of `fit` and the step, or the seed of the call, and the place.
public struct Dropout: Layer, Hashable {
    public let rate: Double

    /// - Parameter rate: from 0 up to, but not including, 1.
    public init(rate: Double) { self.rate = rate }

    public var kind: String { "Dropout" }
    public var passesMask: Bool { true }
    public var code: String { "Dropout(rate: \(codeText(rate)))" }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        try checkDropout(rate, kind: kind)
        return inputShape
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) -> GraphValue {
        graph.dropout(input, rate: rate)
    }
}

/// - Throws: ``EngineError/Code/invalidArgument`` unless it is a rate that something can be dropped with.
func checkDropout(_ rate: Double, kind: String) throws {
    guard rate >= 0, rate < 1 else {
        throw EngineError(
            .invalidArgument, "\(kind)'s rate is a probability from 0 up to, but not including, 1; \(rate) was given.")
    }
}
