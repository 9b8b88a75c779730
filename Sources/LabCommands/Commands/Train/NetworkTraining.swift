import NeuralEngine
import Spelling

/// `%train` for a network: what `fit` is called with, and the same as Swift source.
struct NetworkTraining {
    private let name: String
    /// Nil where only the code is wanted of a network that is not there yet.
    private let model: Model?
    /// Whether the network was made just now, for these data.
    private let isNew: Bool
    private let parts: DataParts
    private let validation: (name: String, data: Dataset)?
    private let loss: Loss
    private let lossReason: String?
    private let form: TargetForm
    private let optimizer: OptimizerChoice
    private let epochs: Int
    private let batch: Int
    private let metrics: [Metric]
    private let seed: UInt64
    private let shuffles: Bool

    /// - Throws: what is wrong with names and options; shapes and numbers are checked by `fit` itself.
    init(_ command: TrainCommand, _ session: LabSession) throws {
        name = command.name
        if session.entry(name) == nil, !command.swift.isWanted { _ = try session.network(name) }
        parts = try session.parts(of: command.on)
        (model, isNew) = try Self.model(command, session, for: parts.train)
        validation = try Self.validation(command, parts, session)
        if let given = command.loss {
            (loss, lossReason) = (try LossName.loss(given), nil)
        } else if let model {
            (loss, lossReason) = LossChoice.automatic(for: model)
        } else {
            throw LabError("there is no network \"\(name)\" yet whose last layer could choose the loss; say --loss.")
        }
        if let model { form = TargetForm(of: parts.train, for: model, loss: loss) } else { form = .asGiven }
        optimizer = try OptimizerChoice(
            name: command.optimizer, rate: command.learningRate?.value, momentum: command.momentum?.value)
        epochs = command.epochs?.value ?? 20
        batch = try Self.batch(command, parts)
        metrics = try Self.metrics(command.metrics, loss: loss)
        seed = try Seed.checked(command.seed)
        shuffles = !command.noShuffle
    }

    func run(_ context: LabContext) throws {
        guard let model else { return }
        let session = context.session
        let data = try form.applied(to: parts.train)
        let held = try validation.map { try form.applied(to: $0.data) }
        if isNew { session.define(name, .network(model, draft: nil)) }
        let history = try model.fit(
            data, loss: loss, optimizer: optimizer.optimizer, epochs: epochs, batchSize: batch, validation: held,
            metrics: metrics, shuffle: shuffles, seed: seed)
        session.record(history, of: model)
        // Trained for this shape now, so another data set does not make it anew.
        if case .network(let known, .some) = session.value(of: name), known === model {
            session.define(name, .network(model, draft: nil))
        }
        session.define("\(name)History", .history(history))
        context.say(outcome(history))
    }

    private func outcome(_ history: History) -> String {
        var line = "\(name) learned from \(parts.name) (\(ShortText.count(parts.train.count, "example")))"
        if let validation { line += ", measured on \(validation.name) (\(validation.data.count))" }
        if let lossReason { line += "; loss \(loss.name), \(lossReason)" }
        if let note = form.note { line += "; \(note)" }
        return line + "; its history is \(name)History"
    }

    var code: String {
        let arguments = [
            form.code(parts.name), "loss: \(LossName.code(loss))", "optimizer: \(optimizer.code)", "epochs: \(epochs)",
            "batchSize: \(batch)", validation.map { "validation: \(form.code($0.name))" },
            metrics.isEmpty ? nil : "metrics: [" + metrics.map(\.code).joined(separator: ", ") + "]",
            shuffles ? nil : "shuffle: false", "seed: \(seed)",
        ]
        return "let \(name)History = try " + SwiftCode.call("\(name).fit", arguments)
    }
}

extension NetworkTraining {
    private static func model(
        _ command: TrainCommand, _ session: LabSession, for data: Dataset
    ) throws -> (Model?, isNew: Bool) {
        switch session.value(of: command.name) {
        case .draft(let draft): return (try draft.made(inputShape: data.featureShape), true)
        // Its shape was a guess that these data do not confirm.
        case .network(let model, let draft?) where model.inputShape != data.featureShape:
            return (try draft.made(inputShape: data.featureShape), true)
        case .network(let model, _): return (model, false)
        case nil where command.swift.isWanted: return (nil, false)
        default: return (try session.network(command.name), false)
        }
    }

    private static func validation(
        _ command: TrainCommand, _ parts: DataParts, _ session: LabSession
    ) throws -> (name: String, data: Dataset)? {
        switch command.validation {
        case "none": nil
        case let name?: (name, try session.dataset(name))
        case nil: parts.test.flatMap { test in parts.testName.map { ($0, test) } }
        }
    }

    private static func batch(_ command: TrainCommand, _ parts: DataParts) throws -> Int {
        guard let batch = command.batch?.value else { return min(32, parts.train.count) }
        guard (1...parts.train.count).contains(batch) else {
            throw LabError(
                "--batch is \(batch), but \(parts.name) has \(parts.train.count) examples: expected 1 to as many.")
        }
        return batch
    }

    private static func metrics(_ names: [String], loss: Loss) throws -> [Metric] {
        guard !names.isEmpty else {
            return loss.isForClasses ? [.accuracy] : []
        }
        return try names.filter { $0 != "none" }.map { name in
            let folded = Spelling.folded(name)
            let aliases: [String: Metric] = [
                "mae": .meanAbsoluteError, "mse": .meanSquaredError, "rmse": .rootMeanSquaredError,
                "mape": .meanAbsolutePercentageError, "acc": .accuracy,
            ]
            let known = Metric.allCases.first { Spelling.folded($0.name) == folded } ?? aliases[folded]
            if let metric = known ?? Metric(name: name) { return metric }
            throw LabError.unknown("metric", name, known: Metric.allCases.map(\.name), hint: "")
        }
    }
}
