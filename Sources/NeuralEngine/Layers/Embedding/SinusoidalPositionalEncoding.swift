/// Sines and cosines of a step's place added to it: y[t, 2i] = x[t, 2i] + sin(t / L^(2i / features)), and cos at 2i + 1.
///
/// Nothing is learned, so that sequences may be of any length. L is the longest wavelength divided by 2π.
///
/// Shape: `[batch, time, features]`, unchanged. Source: Vaswani et al. 2017, section 3.5. (KerasHub's `SinePositionEncoding` has
/// the same numbers, and gives them alone, to be added.)
public struct SinusoidalPositionalEncoding: Layer, Hashable {
    public let maxWavelength: Double

    public init(maxWavelength: Double = 10_000) { self.maxWavelength = maxWavelength }

    public var kind: String { "SinusoidalPositionalEncoding" }
    public var code: String {
        kind + (maxWavelength == 10_000 ? "()" : "(maxWavelength: \(codeText(maxWavelength)))")
    }
    public var passesMask: Bool { true }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        try checkSequence(inputShape, layer: "A sinusoidal positional encoding")
        guard maxWavelength > 0, maxWavelength.isFinite else {
            throw EngineError(
                .invalidArgument, "maxWavelength is \(compactText(maxWavelength)), expected a number above 0.")
        }
        return inputShape
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) -> GraphValue {
        graph.addSinusoids(input, wavelength: maxWavelength)
    }
}
