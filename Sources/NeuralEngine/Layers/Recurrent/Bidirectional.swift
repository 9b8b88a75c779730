/// A recurrent layer walked in both directions, each with weights of its own, and their outputs joined (Schuster and Paliwal
/// 1997).
///
/// Shape: that of the layer; with ``MergeMode/concatenate`` twice as many features. With `returnSequences`, the steps of both
/// lie in the input's order, and steps that a mask leaves out show zeros, as in Keras.
///
/// ```swift
/// Bidirectional(LSTM(32, returnSequences: true))   // [batch, time, features] -> [batch, time, 64]
/// ```
public struct Bidirectional: Layer {
    public let layer: any RecurrentLayer
    public let mergeMode: MergeMode

    /// How the outputs of the two directions become one.
    public enum MergeMode: String, Sendable, Hashable, CaseIterable {
        case concatenate, sum, average, multiply
    }

    public init(_ layer: some RecurrentLayer, mergeMode: MergeMode = .concatenate) {
        self.layer = layer
        self.mergeMode = mergeMode
    }

    public var kind: String { "Bidirectional" }

    public var code: String {
        let merge = mergeMode == .concatenate ? "" : ", mergeMode: .\(mergeMode.rawValue)"
        return "Bidirectional(\(layer.code)\(merge))"
    }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        guard !layer.settings.returnState else {
            throw EngineError(
                .invalidArgument,
                "Bidirectional cannot give the states of both directions; leave out returnState of its \(layer.kind).")
        }
        var shape = try layer.outputShape(for: inputShape)
        if mergeMode == .concatenate { shape[shape.count - 1] *= 2 }
        return shape
    }

    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] {
        let own = layer.parameters(for: inputShape)
        return own.map { $0.prefixed("forward") } + own.map { $0.prefixed("backward") }
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        let half = parameters.count / 2
        let settings = layer.settings
        let forward = graph.recurrent(
            input, initialStates: [], settings: settings, parameters: Array(parameters[..<half]), isPartOfPair: true)
        let backward = graph.recurrent(
            input, initialStates: [], settings: settings.reversed(), parameters: Array(parameters[half...]),
            isPartOfPair: true)
        let both = [forward, backward]
        let result =
            switch mergeMode {
            case .concatenate: try graph.concatenate(both, axis: forward.shape.count - 1)
            case .sum: try graph.add(both)
            case .average: try graph.average(both)
            case .multiply: try graph.multiply(both)
            }
        if settings.returnSequences { graph.setMask(graph.mask(of: input), of: result) }
        return result
    }
}
