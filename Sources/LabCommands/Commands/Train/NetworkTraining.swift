import Interchange
import NeuralEngine
import Spelling

/// `%train` for a network: what `fit` is called with, and the same as Swift source.
struct NetworkTraining {
    let name: String
    /// Nil where only the code is wanted of a network that is not there yet.
    let model: Model?
    /// Whether the network was made just now, for these data.
    private let isNew: Bool
    let data: TrainingData
    let loss: Loss
    private let lossReason: String?
    let form: TargetForm
    let optimizer: OptimizerChoice
    let epochs: Int
    let metrics: [Metric]
    let seed: UInt64
    private let shuffles: Bool
    let classWeight: ClassWeightWord?
    private let sampleWeight: (name: String, tensor: Tensor)?
    private let resume: String?
    let callbacks: CallbackChoice

    var folds: Int? { data.folds }

    /// - Throws: what is wrong with names and options; shapes are checked by `fit` itself.
    init(_ command: TrainCommand, _ session: LabSession) throws {
        name = command.name
        if session.entry(name) == nil, !command.swift.isWanted { _ = try session.network(name) }
        data = try TrainingData(command, session)
        let train = data.parts.train
        (model, isNew) = try Self.model(command, session, for: train)
        if let given = command.loss {
            (loss, lossReason) = (try LossWord.list.value(given), nil)
            if let model { try LossChoice.check(loss, for: model, name: name) }
        } else if let model {
            (loss, lossReason) = LossChoice.automatic(for: model)
        } else {
            throw LabError("there is no network \"\(name)\" yet whose last layer could choose the loss; say --loss.")
        }
        if let model { form = TargetForm(of: train, for: model, loss: loss) } else { form = .asGiven }
        epochs = command.epochs?.value ?? 20
        guard epochs >= 1 else { throw LabError("--epochs is \(epochs); expected 1 or more.") }
        optimizer = try command.optimizer.choice(TrainingLength(epochs: epochs, stepsAnEpoch: data.stepsAnEpoch))
        metrics = try MetricWord.metrics(command.metrics, for: loss)
        seed = try Seed.checked(command.seed)
        shuffles = !command.noShuffle
        classWeight = try command.classWeight.map { try ClassWeightWord($0, data: train) }
        sampleWeight = try command.sampleWeight.map { ($0, try session.tensor($0)) }
        resume = command.callbacks.resume
        callbacks = try command.callbacks.choice(
            MonitorWord(
                metrics: metrics, hasValidation: data.hasValidation,
                classNames: train.classNames ?? (0..<(train.classCount ?? 0)).map(String.init)))
        try Self.checkTogether(command)
    }

    func run(_ context: LabContext) throws {
        guard let model else { return }
        let session = context.session
        let train = try form.applied(to: data.parts.train)
        let held = try data.validation.map { try form.applied(to: $0.data) }
        let checkpoint = try resume.map(checkpoint)
        if isNew { session.define(name, .network(model, draft: nil)) }
        let history = try model.fit(
            train, loss: loss, optimizer: optimizer.optimizer, epochs: epochs, batchSize: data.batch, validation: held,
            validationSplit: data.validationSplit, metrics: metrics, shuffle: shuffles, seed: seed,
            classWeight: classWeight?.weight, sampleWeight: sampleWeight?.tensor, resuming: checkpoint,
            callbacks: callbacks.callbacks)
        session.record(history, of: model, classNames: data.parts.train.classNames)
        // Trained for this shape now, so another data set does not make it anew.
        if case .network(let known, .some) = session.value(of: name), known === model {
            session.define(name, .network(model, draft: nil))
        }
        session.define("\(name)History", .history(history))
        context.say(outcome(history))
    }

    private func outcome(_ history: History) -> String {
        var line = "\(name) learned from \(data.parts.name) (\(ShortText.count(data.count, "example")))"
        if let validation = data.validation { line += ", measured on \(validation.name) (\(validation.data.count))" }
        if data.validationSplit != 0 { line += ", measured on the other \(data.parts.train.count - data.count)" }
        if let lossReason { line += "; loss \(loss.name), \(lossReason)" }
        if let note = form.note { line += "; \(note)" }
        if let stopping = callbacks.earlyStopping { line += Self.outcome(of: stopping) }
        return line + "; its history is \(name)History"
    }

    private static func outcome(of stopping: EarlyStopping) -> String {
        guard let best = stopping.best else { return "" }
        let stop = stopping.stoppedEpoch.map { "stopped early in epoch \($0): " } ?? ""
        let weights = stopping.restoreBestWeights ? ", whose weights it has" : ""
        return "; \(stop)the \(stopping.monitor.name) was best in epoch \(best.epoch) "
            + "(\(ShortText.measure(best.value)))\(weights)"
    }

    var code: String {
        let arguments = [
            form.code(data.parts.name), "loss: \(loss.code)", "optimizer: \(optimizer.code)", "epochs: \(epochs)",
            "batchSize: \(data.batch)", data.validation.map { "validation: \(form.code($0.name))" },
            data.validationSplit == 0 ? nil : "validationSplit: \(SwiftCode.number(data.validationSplit))", metricsCode,
            shuffles ? nil : "shuffle: false", "seed: \(seed)", classWeight.map { "classWeight: \($0.code)" },
            sampleWeight.map { "sampleWeight: \($0.name)" },
            resume.map { path in
                Self.isNetwork(path)
                    ? "resuming: Model.loadWithTraining(\(SwiftCode.string(path))).training"
                    : "resuming: TrainingCheckpoint(contentsOf: \(SwiftCode.string(path)))"
            }, callbacksCode,
        ]
        return "let \(name)History = try " + SwiftCode.call("\(name).fit", arguments)
    }

    var metricsCode: String? { SwiftCode.argument("metrics", metrics.map(\.code)) }

    var callbacksCode: String? { SwiftCode.argument("callbacks", callbacks.code) }

    /// A network of the data's shape, where a draft stands for it.
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
}

extension NetworkTraining {
    /// - Throws: ``LabError`` for options that contradict each other.
    private static func checkTogether(_ command: TrainCommand) throws {
        if command.optimizer.schedule != nil, command.callbacks.reduceLR != nil {
            throw LabError("--schedule and --reduce-lr-on-plateau both set the learning rate; leave out one.")
        }
        guard command.folds != nil else { return }
        let useless: [(String, Bool)] = [
            ("--validation", command.validation != nil), ("--validation-split", command.validationSplit != nil),
            ("--sample-weight", command.sampleWeight != nil), ("--no-shuffle", command.noShuffle),
            ("--checkpoint", command.callbacks.checkpoint != nil), ("--csv-log", command.callbacks.csvLog != nil),
            ("--resume", command.callbacks.resume != nil),
        ]
        if let option = useless.first(where: \.1)?.0 {
            throw LabError(
                "\(option) does not go with --folds, which trains a new network for each part; leave out one.")
        }
    }

    /// Whether a file holds a whole network, with its training perhaps.
    private static func isNetwork(_ path: String) -> Bool { path.hasSuffix(".safetensors") }

    private func saved(_ path: String) throws -> TrainingCheckpoint {
        if let training = try Model.loadWithTraining(path).training { return training }
        throw LabError(
            "\(path) holds a network without a training to go on from; %save NAME FILE --training CHECKPOINT puts one in."
        )
    }

    /// The checkpoint of a file.
    ///
    /// - Throws: the engine's error for a file that is none, and ``LabError`` when there is nothing left to train.
    private func checkpoint(_ path: String) throws -> TrainingCheckpoint {
        let checkpoint = try Self.isNetwork(path) ? saved(path) : TrainingCheckpoint(contentsOf: path)
        guard checkpoint.epochs < epochs else {
            throw LabError(
                "\(path) holds \(ShortText.count(checkpoint.epochs, "epoch")), and --epochs, which counts them in, is "
                    + "\(epochs): nothing is left to train. Say --epochs \(checkpoint.epochs + 20) for 20 more.")
        }
        return checkpoint
    }
}
