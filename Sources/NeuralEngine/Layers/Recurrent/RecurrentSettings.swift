/// What ``SimpleRNN``, ``LSTM`` and ``GRU`` are described by.
public struct RecurrentSettings: Sendable, Hashable {
    let cell: RecurrentCell
    public let units: Int
    /// Of the candidate, and of the output where the cell has one of its own.
    public let activation: ActivationFunction
    /// Of the gates.
    public let recurrentActivation: ActivationFunction
    public let hasBias: Bool
    public let returnSequences: Bool
    public let returnState: Bool
    public let goBackwards: Bool
    /// Rates of what is dropped of x and of h while training.
    public let dropout: Double
    public let recurrentDropout: Double
    public let kernelInitializer: Initializer
    public let recurrentInitializer: Initializer
    public let biasInitializer: Initializer
    public let kernelRegularizer: Regularizer?
    public let recurrentRegularizer: Regularizer?
    public let biasRegularizer: Regularizer?
    public let kernelConstraint: WeightConstraint?
    public let recurrentConstraint: WeightConstraint?

    var result: RecurrentResult { returnSequences ? .sequence : returnState ? .state : .last }

    func outputShape(time: Int, states: Int) -> [Int] {
        switch result {
        case .sequence: [time, units]
        case .last: [units]
        case .state: [units * states]
        }
    }

    /// The same, walking the other way.
    func reversed() -> RecurrentSettings {
        RecurrentSettings(
            cell: cell, units: units, activation: activation, recurrentActivation: recurrentActivation,
            hasBias: hasBias,
            returnSequences: returnSequences, returnState: returnState, goBackwards: !goBackwards, dropout: dropout,
            recurrentDropout: recurrentDropout, kernelInitializer: kernelInitializer,
            recurrentInitializer: recurrentInitializer, biasInitializer: biasInitializer,
            kernelRegularizer: kernelRegularizer, recurrentRegularizer: recurrentRegularizer,
            biasRegularizer: biasRegularizer, kernelConstraint: kernelConstraint,
            recurrentConstraint: recurrentConstraint)
    }

    /// The arrays that it learns, for input of so many features.
    func parameters(features: Int) -> [ParameterSpecification] {
        let columns = cell.gates * units
        let kernel = ParameterSpecification(
            name: "kernel", shape: [features, columns], initializer: kernelInitializer, fanIn: features,
            fanOut: columns,
            regularizer: kernelRegularizer, constraint: kernelConstraint)
        let recurrent = ParameterSpecification(
            name: "recurrentKernel", shape: [units, columns], initializer: recurrentInitializer, fanIn: units,
            fanOut: columns, regularizer: recurrentRegularizer, constraint: recurrentConstraint)
        let bias = ParameterSpecification(
            name: "bias", shape: cell == .gru ? [2, columns] : [columns], initializer: biasInitializer, fanIn: features,
            fanOut: columns, regularizer: biasRegularizer)
        return hasBias ? [kernel, recurrent, bias] : [kernel, recurrent]
    }

    /// - Throws: ``EngineError`` when a number makes no sense, or the layer `kind` cannot take such inputs.
    func check(kind: String, inputs: [[Int]]) throws {
        guard units >= 1 else {
            throw EngineError(.invalidArgument, "\(kind) has 1 unit or more, not \(units).")
        }
        try SizeLimits.check(units, "units", of: kind)
        for (name, rate) in [("dropout", dropout), ("recurrentDropout", recurrentDropout)] {
            guard rate >= 0, rate < 1 else {
                throw EngineError(
                    .invalidArgument,
                    "\(kind)'s \(name) is a probability from 0 up to, but not including, 1; \(rate) was given.")
            }
        }
        for function in [activation, recurrentActivation] {
            try function.validate()
            guard function.kernel == nil else { continue }
            throw EngineError(
                .invalidArgument,
                "\(kind) needs activations that work element by element; \(function.code) does not, or needs several numbers."
            )
        }
        guard !(returnSequences && returnState) else {
            throw EngineError(
                .invalidArgument,
                """
                \(kind) gives either the sequence or the last state, not both at once: leave out returnSequences or \
                returnState.
                """)
        }
        guard let sequence = inputs.first, sequence.count == 2, sequence.allSatisfy({ $0 >= 1 }) else {
            throw EngineError(
                .shapeMismatch,
                """
                \(kind) takes sequences [batch, time, features], not \(batchShapeText(inputs.first ?? [])); for single \
                numbers over time, put Reshape([time, 1]) in front.
                """)
        }
        // A plan keeps the gates of every step, whatever the layer gives.
        try SizeLimits.check(sample: [sequence[0], units, cell.gates])
        try checkStates(kind: kind, given: Array(inputs.dropFirst()))
    }

    private func checkStates(kind: String, given: [[Int]]) throws {
        if given.isEmpty || given == [[units * cell.states]] || given == Array(repeating: [units], count: cell.states) {
            return
        }
        let joined = "one of shape \(batchShapeText([units * cell.states]))"
        let apart = cell == .lstm ? " (h and c side by side), or h and c of shape \(batchShapeText([units])) each" : ""
        throw EngineError(
            .shapeMismatch,
            """
            \(kind) with \(units) units begins with a state: \(joined)\(apart). Given was \
            \(given.map(batchShapeText).joined(separator: " and ")).
            """)
    }

    /// What its code says in brackets.
    var codeParts: [String] {
        func line(_ condition: Bool, _ text: String) -> String? { condition ? text : nil }
        return [
            String(units),
            line(activation != .tanh, "activation: \(activation.code)"),
            line(
                cell != .simple && recurrentActivation != .sigmoid,
                "recurrentActivation: \(recurrentActivation.code)"),
            line(!hasBias, "bias: false"),
            line(returnSequences, "returnSequences: true"),
            line(returnState, "returnState: true"),
            line(goBackwards, "goBackwards: true"),
            line(dropout != 0, "dropout: \(codeText(dropout))"),
            line(recurrentDropout != 0, "recurrentDropout: \(codeText(recurrentDropout))"),
            kernelInitializer.code("kernelInitializer", usual: .glorotUniform),
            recurrentInitializer.code("recurrentInitializer", usual: .orthogonal),
            plainBiasInitializer.code("biasInitializer", usual: .zeros),
            line(cell == .lstm && !hasForgetBias, "unitForgetBias: false"),
            kernelRegularizer.map { "kernelRegularizer: \($0.code)" },
            recurrentRegularizer.map { "recurrentRegularizer: \($0.code)" },
            biasRegularizer.map { "biasRegularizer: \($0.code)" },
            kernelConstraint.map { "kernelConstraint: \($0.code)" },
            recurrentConstraint.map { "recurrentConstraint: \($0.code)" },
        ].compactMap(\.self)
    }

    /// Whether the bias of an LSTM's forget gate begins with ones.
    private var hasForgetBias: Bool {
        if case .parts(let parts) = biasInitializer, parts.count == 4, parts[1] == .ones { true } else { false }
    }

    /// The bias's beginning as the layer was given it, without the ones of the forget gate.
    private var plainBiasInitializer: Initializer {
        if hasForgetBias, cell == .lstm, case .parts(let parts) = biasInitializer { parts[0] } else { biasInitializer }
    }
}
