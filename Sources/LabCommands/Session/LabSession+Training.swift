package import NeuralEngine

extension LabSession {
    /// The loss that a network is judged by: that of its last training, or the one that goes with its outputs.
    func loss(of model: Model) -> (loss: Loss, isTrained: Bool) {
        if let history = lastTraining(of: model) { return (history.lossFunction, true) }
        return (LossChoice.automatic(for: model).loss, false)
    }

    /// The names of the classes that a network learned, as far as they are known.
    func classNames(of model: Model) -> [String]? {
        guard let record = lastRecord(of: model) else { return nil }
        return record.classNames ?? (try? dataset(record.history.dataset))?.classNames
    }

    /// The loss of a network's last training, or the one that goes with its outputs.
    package func lossForPictures(of model: Model) -> Loss { loss(of: model).loss }

    /// The history that a name means: its own, or the last training of the network of that name.
    func history(meantBy name: String) throws -> History {
        switch value(of: name) {
        case .history(let history): return history
        case .network(let model, _):
            guard let history = lastTraining(of: model) else {
                throw LabError("\"\(name)\" has not been trained yet: %train \(name) --on DATA")
            }
            return history
        case .draft: throw LabError("\"\(name)\" has not been trained yet: %train \(name) --on DATA")
        case .perceptron(let classifier) where classifier is Adaline:
            guard case .history(let history) = value(of: name + "History") else {
                throw LabError("\"\(name)\" has not been trained yet: %train \(name) --on DATA")
            }
            return history
        case .perceptron(let classifier) where classifier is PocketPerceptron:
            throw LabError("a pocket perceptron has no loss curve; %plot pocket \(name) draws how its mistakes fell.")
        case .object:
            guard case .history(let history) = value(of: name + "History") else { return try history(name) }
            return history
        case .perceptron, .trace:
            throw LabError("a perceptron has no loss curve; %plot boundary \(name) --on DATA draws what it learned.")
        default: return try history(name)
        }
    }

    /// Swift source that names the history of ``history(meantBy:)``.
    func historyCode(meantBy name: String) throws -> String {
        if case .history = value(of: name) { return name }
        let expected = name + "History"
        if let history = try? history(meantBy: name) {
            if case .history(let kept) = value(of: expected), kept == history { return expected }
            return self.name(of: history) ?? expected
        }
        return expected
    }
}
