import NeuralEngine

/// Activations as commands write them: `tanh`, `leakyRelu(0.1)`.
enum ActivationWord {
    static let list = WordList(
        noun: "activation", forms: ActivationFunction.allCases.map(form) + [threshold],
        aliases: [
            "linear": "identity", "logistic": "sigmoid", "swish": "silu", "hardswish": "hardSilu", "heaviside": "step",
        ])

    private static let threshold = WordForm<ActivationFunction>(
        kind: "threshold", purpose: "f(z) = z for z > threshold, defaultValue otherwise.",
        labelled: ["threshold", "defaultValue"]
    ) { values in
        .threshold(
            Float(try values.notNegative("threshold") ?? 0), defaultValue: Float(try values.finite("defaultValue") ?? 0)
        )
    }

    private static func form(_ function: ActivationFunction) -> WordForm<ActivationFunction> {
        let kind = function.name
        switch function {
        case .relu:
            return WordForm(kind: kind, options: ["negativeSlope", "maxValue", "threshold"]) { values in
                .relu(
                    negativeSlope: Float(try values.notNegative("negativeSlope") ?? 0),
                    maxValue: try values.positive("maxValue").map { Float($0) },
                    threshold: Float(try values.notNegative("threshold") ?? 0))
            }
        case .leakyRelu: return number(kind, "negativeSlope", 0.2) { .leakyRelu(negativeSlope: $0) }
        case .elu: return number(kind, "alpha", 1) { .elu(alpha: $0) }
        case .celu: return number(kind, "alpha", 1) { .celu(alpha: $0) }
        case .hardShrink: return number(kind, "threshold", 0.5) { .hardShrink(threshold: $0) }
        case .softShrink: return number(kind, "threshold", 0.5) { .softShrink(threshold: $0) }
        case .squareplus: return number(kind, "b", 4) { .squareplus(b: $0) }
        case .gelu:
            return WordForm(kind: kind, options: ["approximate"]) {
                .gelu(approximate: try $0.flag("approximate") ?? false)
            }
        default: return WordForm(kind: kind) { _ in function }
        }
    }

    private static func number(
        _ kind: String, _ name: String, _ usual: Float, _ make: @escaping @Sendable (Float) -> ActivationFunction
    ) -> WordForm<ActivationFunction> {
        WordForm(kind: kind, parameters: [name]) { values in
            let function = make(try values.notNegative(name).map { Float($0) } ?? usual)
            try function.validate()
            return function
        }
    }
}
