/// While training, adds draws of the normal distribution around 0 to each number; otherwise nothing. A way to make a network
/// robust against small changes of its input (Bishop 1995).
///
/// Shape: unchanged.
public struct GaussianNoise: Layer, Hashable {
    /// The draws' standard deviation, Keras's `stddev`.
    public let deviation: Double

    /// - Parameter deviation: 0 or more.
    public init(deviation: Double) { self.deviation = deviation }

    public var kind: String { "GaussianNoise" }
    public var code: String { "GaussianNoise(deviation: \(codeText(deviation)))" }
    public var passesMask: Bool { true }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        guard deviation >= 0, deviation.isFinite else {
            throw EngineError(
                .invalidArgument, "GaussianNoise's deviation is 0 or more, such as 0.1; \(deviation) was given.")
        }
        return inputShape
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) -> GraphValue {
        graph.gaussianNoise(input, deviation: deviation)
    }
}
