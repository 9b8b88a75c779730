import NeuralEngine

extension LabSession {
    /// A data set with the part that was held back from it.
    ///
    /// `%data … --split` names the held-back part `<name>Test`. In Swift the same holds for two variables of such names:
    /// `let (moons, moonsTest) = try Dataset.moons().split(validation: 0.2)`.
    func parts(of name: String) throws -> DataParts {
        let train = try dataset(name)
        let testName = name + "Test"
        guard let entry = entry(name), let other = self.entry(testName),
            case .dataset(let test, _) = other.value.fetched,
            test.featureShape == train.featureShape
        else { return DataParts(name: name, train: train, testName: nil, test: nil) }
        let belongs =
            switch (entry.value, other.value) {
            case (.dataset(_, let linked), .dataset): linked == testName
            case (.variable, .variable): true
            // One of them is left over from before.
            default: false
            }
        return DataParts(
            name: name, train: train, testName: belongs ? testName : nil, test: belongs ? test : nil)
    }

    /// The newest data set, parts held back aside.
    var newestDataset: (name: String, data: Dataset)? {
        for entry in entries.reversed() {
            guard case .dataset(let data, _) = entry.value.fetched else { continue }
            if entry.name.hasSuffix("Test"), self.entry(String(entry.name.dropLast(4))) != nil { continue }
            return (entry.name, data)
        }
        return nil
    }

    /// The record of the training that gave a perceptron its weights.
    func trace(of perceptron: any LinearClassifier) -> (name: String, trace: PerceptronTrace)? {
        guard perceptron is RosenblattPerceptron, let weights = perceptron.weights else { return nil }
        for entry in entries.reversed() {
            if case .trace(let trace) = entry.value.fetched, trace.weights == weights { return (entry.name, trace) }
        }
        return nil
    }

    /// The name under which a history is kept.
    func name(of history: History) -> String? {
        entries.last { entry in
            if case .history(let other) = entry.value.fetched { return other == history }
            return false
        }?.name
    }
}

/// What is trained on, and what was held back to test with.
struct DataParts {
    let name: String
    let train: Dataset
    let testName: String?
    let test: Dataset?
}
