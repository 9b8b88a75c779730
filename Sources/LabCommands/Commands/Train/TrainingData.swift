import NeuralEngine

/// What a `%train` learns from, what it is measured on, and in which batches.
struct TrainingData {
    let parts: DataParts
    let validation: (name: String, data: Dataset)?
    /// The part that is held back from the examples themselves; 0 for none.
    let validationSplit: Double
    let folds: Int?
    let batch: Int

    var hasValidation: Bool { validation != nil || validationSplit != 0 || folds != nil }

    /// Examples of an epoch: what is held back does not count.
    let count: Int

    var stepsAnEpoch: Int { (count + batch - 1) / batch }

    /// - Throws: ``LabError`` for a part, a number of folds or a batch that the data do not have.
    init(_ command: TrainCommand, _ session: LabSession) throws {
        let parts = try session.parts(of: command.on)
        let all = parts.train.count
        let folds = try command.folds.map { folds in
            guard folds.value >= 2, folds.value <= all else {
                throw LabError(
                    "--folds is \(folds.value), but \(command.on) has \(all) examples: expected 2 to as many.")
            }
            return folds.value
        }
        let validationSplit =
            try command.validationSplit.map { try Self.split($0.value, of: command.on, count: all) } ?? 0
        if validationSplit != 0, command.validation != nil {
            throw LabError("--validation and --validation-split both say what to measure on; leave out one.")
        }
        validation =
            switch command.validation {
            case "none": nil
            case let name?: (name, try session.dataset(name))
            case nil where validationSplit != 0 || folds != nil: nil
            case nil: parts.test.flatMap { test in parts.testName.map { ($0, test) } }
            }
        let held = folds.map { (all + $0 - 1) / $0 } ?? Int((Double(all) * validationSplit).rounded())
        self.parts = parts
        self.folds = folds
        self.validationSplit = validationSplit
        count = all - held
        batch = try Self.batch(command, count: count)
    }

    private static func split(_ part: Double, of name: String, count: Int) throws -> Double {
        let held = part.isFinite ? (Double(count) * part).rounded() : 0
        guard held >= 1, held <= Double(count - 1) else {
            throw LabError(
                "--validation-split is \(SwiftCode.number(part)), which leaves one side of the \(count) examples of \(name) "
                    + "empty; expected a number between 0 and 1, such as 0.2.")
        }
        return part
    }

    private static func batch(_ command: TrainCommand, count: Int) throws -> Int {
        guard let batch = command.batch?.value else { return min(32, count) }
        guard (1...count).contains(batch) else {
            throw LabError(
                "--batch is \(batch), but \(command.on) has \(count) examples to train on: expected 1 to as many.")
        }
        return batch
    }
}
