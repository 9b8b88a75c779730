import NeuralEngine

/// Optimizers as commands write them: `adam`, `sgd(0.1, momentum: 0.9, nesterov: true)`.
enum OptimizerWord {
    static let list = WordList(noun: "optimizer", forms: Optimizer.names.compactMap(form))

    private static let betas = ["beta1", "beta2"]

    /// - Returns: nil for a name that is none of ``Optimizer/names``.
    private static func form(_ name: String) -> WordForm<OptimizerChoice>? {
        switch name {
        case "sgd":
            form(name, ["momentum", "nesterov"]) { values in
                .sgd(momentum: try values.rate("momentum") ?? 0, nesterov: try values.flag("nesterov") ?? false)
            }
        case "gradientDescent": form(name) { _ in .gradientDescent() }
        case "momentum":
            form(name, swift: "sgd", ["momentum"], usual: ["momentum": "0.9"]) { values in
                .sgd(momentum: try values.rate("momentum") ?? 0.9)
            }
        case "nesterov":
            form(name, swift: "sgd", ["momentum"], usual: ["momentum": "0.9"], always: ["nesterov: true"]) { values in
                .sgd(momentum: try values.rate("momentum") ?? 0.9, nesterov: true)
            }
        case "adagrad":
            form(name, ["initialAccumulatorValue", "epsilon"]) { values in
                .adagrad(
                    initialAccumulatorValue: try values.notNegative("initialAccumulatorValue") ?? 0.1,
                    epsilon: try values.positive("epsilon") ?? 1e-7)
            }
        case "rmsProp":
            form(name, ["rho", "momentum", "epsilon", "centered"]) { values in
                .rmsProp(
                    rho: try values.rate("rho") ?? 0.9, momentum: try values.rate("momentum") ?? 0,
                    epsilon: try values.positive("epsilon") ?? 1e-7, centered: try values.flag("centered") ?? false)
            }
        case "adaDelta":
            form(name, ["rho", "epsilon"]) { values in
                .adaDelta(rho: try values.rate("rho") ?? 0.95, epsilon: try values.positive("epsilon") ?? 1e-7)
            }
        case "adam":
            form(name, betas + ["epsilon", "amsgrad"]) { values in
                try adam(values, amsgrad: try values.flag("amsgrad") ?? false)
            }
        case "amsGrad":
            form(name, swift: "adam", betas + ["epsilon"], always: ["amsgrad: true"]) { values in
                try adam(values, amsgrad: true)
            }
        case "adamW":
            form(name, ["weightDecay"] + betas + ["epsilon", "amsgrad"]) { values in
                .adamW(
                    weightDecay: try values.notNegative("weightDecay") ?? 0.004, beta1: try values.rate("beta1") ?? 0.9,
                    beta2: try values.rate("beta2") ?? 0.999, epsilon: try values.positive("epsilon") ?? 1e-8,
                    amsgrad: try values.flag("amsgrad") ?? false)
            }
        case "nadam":
            form(name, betas + ["epsilon", "momentumDecay"]) { values in
                .nadam(
                    beta1: try values.rate("beta1") ?? 0.9, beta2: try values.rate("beta2") ?? 0.999,
                    epsilon: try values.positive("epsilon") ?? 1e-8,
                    momentumDecay: try values.notNegative("momentumDecay") ?? 0.004)
            }
        case "adamax":
            form(name, betas + ["epsilon"]) { values in
                .adamax(
                    beta1: try values.rate("beta1") ?? 0.9, beta2: try values.rate("beta2") ?? 0.999,
                    epsilon: try values.positive("epsilon") ?? 1e-7)
            }
        case "lion":
            form(name, betas) { values in
                .lion(beta1: try values.rate("beta1") ?? 0.9, beta2: try values.rate("beta2") ?? 0.99)
            }
        default: nil
        }
    }

    /// - Parameters:
    ///   - swift: the word in Swift, when it is another.
    ///   - names: the numbers of its rule, in the order in which Swift has them.
    ///   - usual: what Swift has to be told of them when they were not given.
    ///   - always: what Swift has to be told besides.
    private static func form(
        _ kind: String, swift: String? = nil, _ names: [String] = [],
        usual: [String: String] = [:], always: [String] = [],
        make: @escaping @Sendable (WordArguments) throws -> Optimizer
    ) -> WordForm<OptimizerChoice> {
        WordForm(kind: kind, parameters: ["learningRate"], options: names) { values in
            var optimizer = try make(values)
            if let rate = try values.positive("learningRate") { optimizer.learningRate = rate }
            let unsaid = names.compactMap { name in values[name] == nil ? usual[name].map { "\(name): \($0)" } : nil }
            let call = SwiftCode.call(
                ".\(swift ?? kind)", values.code(["learningRate"] + names) + unsaid + always)
            return OptimizerChoice(
                kind: kind, optimizer: optimizer, code: call, hasRate: values["learningRate"] != nil)
        }
    }

    private static func adam(_ values: WordArguments, amsgrad: Bool) throws -> Optimizer {
        .adam(
            beta1: try values.rate("beta1") ?? 0.9, beta2: try values.rate("beta2") ?? 0.999,
            epsilon: try values.positive("epsilon") ?? 1e-8, amsgrad: amsgrad)
    }
}
