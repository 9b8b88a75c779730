import ArgumentParser
import NeuralEngine

/// The options of `%train` that say how gradients change the weights.
struct OptimizerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "adam when left out; its numbers in parentheses, by Keras's names: adam(beta1: 0.8, amsgrad: true).",
            valueName: "optimizer"))
    var optimizer: String?

    @Option(
        name: [.customLong("learning-rate"), .customLong("lr")],
        help: "The step's size; the optimizer's usual one when left out.")
    var learningRate: Number?

    @Option(help: "The momentum of sgd, momentum, nesterov and rmsProp.")
    var momentum: Number?

    @Option(
        help: ArgumentHelp(
            """
            How the rate changes, counting steps, or epochs with per: epoch: cosineDecay, cosineDecay(1000), \
            exponentialDecay(rate: 0.96, every: 1, per: epoch), linearWarmup(100, then: cosineDecay).
            """, valueName: "schedule"))
    var schedule: String?

    @Option(
        help: ArgumentHelp(
            "Decoupled weight decay: 0.01; (0.01, decaying: matrices) leaves biases alone.", valueName: "factor"))
    var weightDecay: String?

    @Option(help: ArgumentHelp("Scale down each array of gradients whose norm is above this.", valueName: "norm"))
    var clipNorm: Number?

    @Option(help: ArgumentHelp("Keep each number of the gradients within plus and minus this.", valueName: "value"))
    var clipValue: Number?

    @Option(help: ArgumentHelp("Scale down all gradients when their norm together is above this.", valueName: "norm"))
    var globalClipNorm: Number?

    @Option(
        help: ArgumentHelp(
            "End with a moving average of the weights, such as 0.99 (Keras's use_ema).", valueName: "momentum"))
    var emaMomentum: Number?

    /// What was given of what a perceptron has no use for.
    var given: [String] {
        [
            ("--optimizer", optimizer != nil), ("--momentum", momentum != nil), ("--schedule", schedule != nil),
            ("--weight-decay", weightDecay != nil), ("--clip-norm", clipNorm != nil),
            ("--clip-value", clipValue != nil), ("--global-clip-norm", globalClipNorm != nil),
            ("--ema-momentum", emaMomentum != nil),
        ].filter(\.1).map(\.0)
    }
}

extension OptimizerOptions {
    /// The optimizer with all that goes with it.
    ///
    /// - Throws: ``LabError`` for a name that is none, a number that makes no sense, or options that contradict each other.
    func choice(_ length: TrainingLength) throws -> OptimizerChoice {
        var choice = try rule()
        if let schedule { try Self.add(try ScheduleWord.list(for: length).value(schedule), to: &choice) }
        if let clipping = try clipping() {
            choice.optimizer = choice.optimizer.clipped(clipping.value)
            choice.code += ".clipped(\(clipping.code))"
        }
        if let weightDecay {
            guard choice.kind != "adamW" else {
                throw LabError(
                    "adamW has a weight decay of its own: --optimizer \"adamW(weightDecay: \(weightDecay))\".")
            }
            let decay = try OptionWord.value(weightDecay, Self.decayForm)
            choice.optimizer = choice.optimizer.decaying(decay.factor, decay.scope)
            let scope = decay.scope == .all ? "" : ", .\(decay.scope.rawValue)"
            choice.code += ".decaying(\(SwiftCode.number(decay.factor))\(scope))"
        }
        if let momentum = emaMomentum?.value {
            guard momentum >= 0, momentum < 1 else {
                throw LabError(
                    "--ema-momentum is \(SwiftCode.number(momentum)); expected a number from 0 to below 1, such as 0.99."
                )
            }
            choice.optimizer = choice.optimizer.averaged(momentum: momentum)
            choice.code += ".averaged(momentum: \(SwiftCode.number(momentum)))"
        }
        return choice
    }

    /// The optimizer's word with what `--learning-rate` and `--momentum` say.
    private func rule() throws -> OptimizerChoice {
        var given: [GivenValue] = []
        if let rate = learningRate?.value {
            guard rate.isFinite, Float(rate) > 0 else {
                throw LabError(
                    "The learning rate (--learning-rate) is \(rate); expected a positive number, such as 0.01.")
            }
            given.append(GivenValue(name: "learningRate", text: rate.description, option: "--learning-rate"))
        }
        let word = optimizer ?? "adam"
        if let momentum = momentum?.value {
            guard momentum >= 0, momentum < 1 else {
                throw LabError("--momentum is \(momentum); expected a number from 0 to below 1, such as 0.9.")
            }
            let takers = OptimizerWord.list.forms.filter { $0.names.contains("momentum") }.map(\.kind)
            let form = OptimizerWord.list.form(named: try WordParts.nameAndInside(word).name)
            if let form, !takers.contains(form.kind) {
                throw LabError("--momentum is for \(takers.joined(separator: ", ")); \(form.kind) takes none.")
            }
            given.append(GivenValue(name: "momentum", text: momentum.description, option: "--momentum"))
        }
        return try OptimizerWord.list.value(word, given: given)
    }

    private static func add(_ schedule: ScheduleChoice, to choice: inout OptimizerChoice) throws {
        guard schedule.kind != "piecewiseConstant" || !choice.hasRate else {
            throw LabError("The values of piecewiseConstant are the learning rates; leave --learning-rate out.")
        }
        choice.optimizer = choice.optimizer.scheduled(schedule.schedule, per: schedule.unit)
        choice.code += ".scheduled(\(schedule.code)\(schedule.unit == .step ? "" : ", per: .epoch"))"
    }

    private func clipping() throws -> (value: GradientClipping, code: String)? {
        let given: [(option: String, limit: Double?, make: (Double) -> GradientClipping, word: String)] = [
            ("--clip-norm", clipNorm?.value, { .norm($0) }, ".norm"),
            ("--clip-value", clipValue?.value, { .value($0) }, ".value"),
            ("--global-clip-norm", globalClipNorm?.value, { .globalNorm($0) }, ".globalNorm"),
        ]
        let chosen = given.filter { $0.limit != nil }
        guard let first = chosen.first, let limit = first.limit else { return nil }
        guard chosen.count == 1 else {
            throw LabError(
                "\(chosen.map(\.option).joined(separator: " and ")) exclude each other; leave out all but one.")
        }
        guard limit.isFinite, Float(limit) > 0 else {
            throw LabError("\(first.option) is \(limit); expected a positive number, such as 1.")
        }
        return (first.make(limit), "\(first.word)(\(SwiftCode.number(limit)))")
    }

    private static let decayForm = WordForm<(factor: Double, scope: Optimizer.DecayScope)>(
        kind: "--weight-decay", parameters: ["factor"], required: 1, options: ["decaying"]
    ) { values in
        (
            try values.notNegative("factor") ?? 0,
            try values.choice("decaying", [("all", .all), ("matrices", .matrices)]) ?? .all
        )
    }
}
