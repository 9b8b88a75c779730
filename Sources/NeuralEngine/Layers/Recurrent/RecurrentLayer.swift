/// A layer that walks along a sequence and hands what it remembers from each step to the next: ``SimpleRNN``, ``LSTM``, ``GRU``.
///
/// Shape: `[batch, time, features]` to `[batch, units]`, h of the last step; to `[batch, time, units]` with
/// `returnSequences`; to all of the last state with `returnState`: `[batch, units]`, for LSTM `[batch, 2 · units]`, h and c
/// side by side.
///
/// Further inputs are the state that it begins with (zeros otherwise): `decoder(sequence, encoder(sentence))`, with what
/// `returnState` gives; for LSTM also h and c apart.
///
/// Steps that a mask leaves out (see ``Masking``) change nothing: the state stays as it was, and with `returnSequences` the
/// step shows it once more.
public protocol RecurrentLayer: Layer {
    var settings: RecurrentSettings { get }
}

extension RecurrentLayer {
    public var units: Int { settings.units }
    public var passesMask: Bool { false }
    public var code: String { "\(kind)(\(settings.codeParts.joined(separator: ", ")))" }

    public func outputShape(for inputShape: [Int]) throws -> [Int] { try outputShape(forInputs: [inputShape]) }

    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] {
        settings.parameters(features: inputShape.last ?? 1)
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        try build(inputs: [input], parameters: parameters, in: graph)
    }

    public func outputShape(forInputs shapes: [[Int]]) throws -> [Int] {
        try settings.check(kind: kind, inputs: shapes)
        return settings.outputShape(time: shapes[0][0], states: settings.cell.states)
    }

    public func parameters(forInputs shapes: [[Int]]) -> [ParameterSpecification] {
        parameters(for: shapes.first ?? [])
    }

    public func build(
        inputs: [GraphValue], parameters: [GraphParameter], in graph: GraphBuilder
    ) throws -> GraphValue {
        graph.recurrent(
            inputs[0], initialStates: Array(inputs.dropFirst()), settings: settings, parameters: parameters,
            isPartOfPair: false)
    }
}
