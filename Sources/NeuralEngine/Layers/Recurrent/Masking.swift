/// Leaves out the steps of a sequence whose numbers are all equal to `maskValue`: sequences of different lengths are filled up
/// with it to one length.
///
/// Shape: `[batch, time, …]`, unchanged; the steps left out become zeros. Layers behind it that know of masks (recurrent layers
/// above all) skip these steps; layers that work on each step alone hand the mask on.
public struct Masking: Layer, Hashable {
    public let maskValue: Float

    public init(maskValue: Float = 0) { self.maskValue = maskValue }

    public var kind: String { "Masking" }
    public var code: String { maskValue == 0 ? "Masking()" : "Masking(maskValue: \(compactText(Double(maskValue))))" }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        guard inputShape.count >= 2 else {
            throw EngineError(
                .shapeMismatch, "Masking takes sequences [batch, time, …], not \(batchShapeText(inputShape)).")
        }
        return inputShape
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) -> GraphValue {
        graph.masking(input, maskValue: maskValue)
    }
}
