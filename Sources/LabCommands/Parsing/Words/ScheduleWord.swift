import NeuralEngine

/// Learning-rate schedules as commands write them: `cosineDecay(1000)`, `exponentialDecay(rate: 0.96, every: 100)`.
enum ScheduleWord {
    /// - Parameter length: how long the training is: a decay that is not told how long it takes lasts until the end.
    static func list(for length: TrainingLength) -> WordList<ScheduleChoice> {
        WordList(
            noun: "schedule", forms: forms(length),
            aliases: ["piecewiseconstantdecay": "piecewiseConstant", "cosinedecaywithrestarts": "cosineDecayRestarts"])
    }

    private static func forms(_ length: TrainingLength) -> [WordForm<ScheduleChoice>] {
        [
            form("constant", "The same rate always.", length) { _, _ in .constant },
            form(
                "piecewiseConstant", "values[i] up to the i-th boundary, the last value beyond all.",
                parameters: ["boundaries", "values"], required: 2, length
            ) { values, _ in
                let boundaries = try values.numbers("boundaries") ?? []
                let places = boundaries.compactMap { Int(exactly: $0) }
                guard places.count == boundaries.count else {
                    throw LabError(
                        "\(values.word): boundaries are \(values["boundaries"] ?? ""); expected whole numbers, such as [100, 200]."
                    )
                }
                return .piecewiseConstant(boundaries: places, values: try values.numbers("values") ?? [])
            },
            form(
                "exponentialDecay", "rate · decayRate^(n / decaySteps).", labelled: ["decaySteps", "decayRate"],
                options: ["staircase"], length
            ) { values, _ in
                .exponentialDecay(
                    decaySteps: try values.required("decaySteps"), decayRate: try values.positive("decayRate") ?? 1,
                    staircase: try values.flag("staircase") ?? false)
            },
            form(
                "inverseTimeDecay", "rate / (1 + decayRate · n / decaySteps).", labelled: ["decaySteps", "decayRate"],
                options: ["staircase"], length
            ) { values, _ in
                .inverseTimeDecay(
                    decaySteps: try values.required("decaySteps"), decayRate: try values.notNegative("decayRate") ?? 0,
                    staircase: try values.flag("staircase") ?? false)
            },
            form(
                "polynomialDecay", "From the rate to endLearningRate along a power; to the training's end by default.",
                parameters: ["decaySteps"], options: ["endLearningRate", "power", "cycle"], length
            ) { values, left in
                .polynomialDecay(
                    decaySteps: try values.count("decaySteps") ?? left,
                    endLearningRate: try values.notNegative("endLearningRate") ?? 0.0001,
                    power: try values.positive("power") ?? 1, cycle: try values.flag("cycle") ?? false)
            },
            form(
                "cosineDecay", "From the rate to alpha times it along half a wave; to the training's end by default.",
                parameters: ["decaySteps"], options: ["alpha", "warmupTarget", "warmupSteps"], length
            ) { values, left in
                let warmup = try values.whole("warmupSteps") ?? 0
                return .cosineDecay(
                    decaySteps: try values.count("decaySteps") ?? max(left - warmup, 1),
                    alpha: try values.part("alpha"),
                    warmupTarget: try values.positive("warmupTarget"), warmupSteps: warmup)
            },
            form(
                "cosineDecayRestarts", "Cosine decay that begins anew, each time tMul times as long.",
                parameters: ["firstDecaySteps"], required: 1, options: ["tMul", "mMul", "alpha"], length
            ) { values, _ in
                .cosineDecayRestarts(
                    firstDecaySteps: try values.required("firstDecaySteps"),
                    tMul: try values.number("tMul", "a number from 1, such as 2") { $0 >= 1 } ?? 2,
                    mMul: try values.positive("mMul") ?? 1, alpha: try values.part("alpha"))
            },
            warmup(length),
        ]
    }

    /// - Parameter make: makes it from the values and what is left of the training.
    private static func form(
        _ kind: String, _ purpose: String, parameters: [String] = [], required: Int = 0, labelled: [String] = [],
        options: [String] = [], _ length: TrainingLength,
        make: @escaping @Sendable (WordArguments, _ left: Int) throws -> LearningRateSchedule
    ) -> WordForm<ScheduleChoice> {
        WordForm(
            kind: kind, purpose: purpose, parameters: parameters, required: required, labelled: labelled,
            options: options + length.unitOptions
        ) { values in
            let unit = try values.unit(length)
            let left = length.left(unit)
            let schedule = try make(values, left)
            var code = values.code(parameters + labelled + options, lists: ["boundaries", "values"])
            // A decay that lasts until the end says in Swift how long that is.
            if let name = parameters.first, values[name] == nil {
                let warmup = try values.whole("warmupSteps") ?? 0
                code.insert("\(name): \(max(left - warmup, 1))", at: 0)
            }
            let call = code.isEmpty ? ".\(kind)" : ".\(kind)(\(code.joined(separator: ", ")))"
            return ScheduleChoice(kind: kind, schedule: schedule, unit: unit, code: call)
        }
    }

    private static func warmup(_ length: TrainingLength) -> WordForm<ScheduleChoice> {
        WordForm(
            kind: "linearWarmup", purpose: "From start times the rate to the rate, then another schedule.",
            parameters: ["steps"], required: 1, options: ["start", "then"] + length.unitOptions
        ) { values in
            let unit = try values.unit(length)
            let steps = try values.required("steps")
            let start = try values.part("start")
            let next = try values.word("then", list(for: length.after(steps, unit)))
            let code =
                values.code(["steps", "start"]) + (next.map { ["then: \($0.code)"] } ?? [])
            return ScheduleChoice(
                kind: next?.kind ?? "linearWarmup",
                schedule: .linearWarmup(steps: steps, start: start, then: next?.schedule ?? .constant), unit: unit,
                code: ".linearWarmup(\(code.joined(separator: ", ")))")
        }
    }
}

extension WordArguments {
    fileprivate func part(_ name: String) throws -> Double {
        try number(name, "a number from 0 to 1") { $0 >= 0 && $0 <= 1 } ?? 0
    }

    fileprivate func unit(_ length: TrainingLength) throws -> LearningRateSchedule.Unit {
        try choice("per", [("step", .step), ("epoch", .epoch)]) ?? length.unit
    }
}
