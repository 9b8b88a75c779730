/// While training, multiplies each number with a draw of the normal distribution around 1 whose deviation is
/// √(rate / (1 − rate)), that of dropout with the same rate; otherwise nothing (Srivastava et al. 2014, section 10).
///
/// Shape: unchanged.
public struct GaussianDropout: Layer, Hashable {
    public let rate: Double

    /// - Parameter rate: from 0 up to, but not including, 1.
    public init(rate: Double) { self.rate = rate }

    public var kind: String { "GaussianDropout" }
    public var code: String { "GaussianDropout(rate: \(codeText(rate)))" }
    public var passesMask: Bool { true }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        try checkDropout(rate, kind: kind)
        return inputShape
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) -> GraphValue {
        graph.multiplicativeNoise(input, deviation: (rate / (1 - rate)).squareRoot())
    }
}
