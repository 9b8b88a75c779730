/// A layer applied to each step of a sequence alone, with the same weights: `[batch, time, …]` to `[batch, time, …]`.
///
/// ```swift
/// TimeDistributed(Conv2D(8, kernelSize: 3))   // pictures over time: [batch, time, height, width, channels]
/// ```
///
/// Costs no more than the layer on so many samples. ``Dense`` and other layers that work on the last axis need no wrapper.
public struct TimeDistributed: Layer {
    public let layer: any Layer

    public init(_ layer: some Layer) { self.layer = layer }

    public var kind: String { "TimeDistributed" }
    public var code: String { "TimeDistributed(\(layer.code))" }
    public var passesMask: Bool { true }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        guard inputShape.count >= 2 else {
            throw EngineError(
                .shapeMismatch,
                "TimeDistributed takes sequences [batch, time, …], not \(batchShapeText(inputShape)).")
        }
        return try [inputShape[0]] + layer.outputShape(for: Array(inputShape.dropFirst()))
    }

    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] {
        layer.parameters(for: Array(inputShape.dropFirst()))
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        try graph.eachStep(of: input) { try layer.build($0, parameters: parameters, in: graph) }
    }
}
