import NeuralEngine

/// Which class an output of a network says, and how sure it is.
struct AnswerReader {
    private enum Rule {
        /// The class of the largest number, which is a probability or not.
        case largest(isProbability: Bool)
        /// Class 1 above a limit, which is that of a probability or not.
        case above(Float, isProbability: Bool)
    }

    private let rule: Rule?
    private let names: [String]

    var readsClasses: Bool { rule != nil }

    /// - Parameter data: the examples that are asked; nil for numbers.
    init(_ predictor: any Predictor, session: LabSession, data: Dataset?) {
        guard let model = predictor as? Model else {
            guard !(predictor is MatrixFactorization) else {
                (rule, names) = (nil, [])
                return
            }
            (rule, names) = (.above(0, isProbability: false), data?.classNames ?? [])
            return
        }
        let rule = Self.rule(model, loss: session.loss(of: model).loss)
        let known = data?.classNames ?? session.classNames(of: model) ?? []
        let classes = model.outputShape == [1] ? 2 : model.outputShape[0]
        self.rule = rule
        names = known.count == classes ? known : []
    }

    private static func rule(_ model: Model, loss: Loss) -> Rule? {
        guard model.outputShape.count == 1 else { return nil }
        let last = LossChoice.lastActivation(of: model)
        if model.outputShape[0] > 1 {
            if last == .softmax { return .largest(isProbability: true) }
            return loss.takesClasses ? .largest(isProbability: false) : nil
        }
        guard loss.isForClasses else { return nil }
        if loss.fromLogits { return .above(0, isProbability: false) }
        // Zero counts as +1 among signs.
        if loss.wantsSigns { return .above(last == .step ? 0.5 : -.leastNonzeroMagnitude, isProbability: false) }
        return .above(0.5, isProbability: last == .sigmoid)
    }

    /// - Returns: the class's number, and its probability where the network gives one.
    func answer(_ output: [Float]) -> (place: Int, probability: Float?)? {
        switch rule {
        case .largest(let isProbability):
            guard let best = output.indices.max(by: { output[$0] < output[$1] }) else { return nil }
            return (best, isProbability ? output[best] : nil)
        case .above(let limit, let isProbability):
            guard let number = output.first, output.count == 1 else { return nil }
            let place = number > limit ? 1 : 0
            return (place, isProbability ? (place == 1 ? number : 1 - number) : nil)
        case nil: return nil
        }
    }

    /// The name of a class; its number where it has none.
    func name(_ place: Int) -> String { names.indices.contains(place) ? names[place] : String(place) }
}
