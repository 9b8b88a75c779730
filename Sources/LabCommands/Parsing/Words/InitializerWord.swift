import NeuralEngine

/// How weights begin, as commands write it: `heNormal`, `constant(0.1)`.
enum InitializerWord {
    static let list = WordList<Initializer>(noun: "initializer", forms: plain + withNumbers)

    private static let usual: [(kind: String, initializer: Initializer)] = [
        ("glorotUniform", .glorotUniform), ("glorotNormal", .glorotNormal), ("heUniform", .heUniform),
        ("heNormal", .heNormal), ("lecunUniform", .lecunUniform), ("lecunNormal", .lecunNormal), ("zeros", .zeros),
        ("ones", .ones),
    ]

    private static let plain = usual.map { kind, initializer in
        WordForm<Initializer>(kind: kind) { _ in initializer }
    }

    private static let withNumbers: [WordForm<Initializer>] = [
        WordForm(kind: "constant", parameters: ["value"], required: 1) { .constant(try $0.float("value") ?? 0) },
        WordForm(kind: "orthogonal", parameters: ["gain"]) { values in
            try values.float("gain").map { .orthogonal(gain: $0) } ?? .orthogonal
        },
        WordForm(kind: "identity", parameters: ["gain"]) { values in
            try values.float("gain").map { .identity(gain: $0) } ?? .identity
        },
        WordForm(kind: "varianceScaling", options: ["scale", "mode", "distribution"]) { values in
            .varianceScaling(
                scale: Float(try values.positive("scale") ?? 1),
                mode: try values.choice("mode", of: Initializer.FanMode.self) ?? .fanIn,
                distribution: try values.choice("distribution", of: Initializer.Distribution.self) ?? .truncatedNormal)
        },
        WordForm(kind: "uniform", parameters: ["limit"], required: 1) { values in
            .uniform(limit: Float(try values.notNegative("limit") ?? 0))
        },
        WordForm(kind: "normal", parameters: ["deviation"], required: 1) { values in
            .normal(deviation: Float(try values.notNegative("deviation") ?? 0))
        },
        WordForm(kind: "randomUniform", parameters: ["minimum", "maximum"]) { values in
            let (least, most) = (try values.float("minimum") ?? -0.05, try values.float("maximum") ?? 0.05)
            guard least <= most else {
                throw LabError("\(values.word): minimum \(least) is above maximum \(most); expected rising numbers.")
            }
            return .randomUniform(minimum: least, maximum: most)
        },
        WordForm(kind: "randomNormal", options: ["mean", "deviation"]) { values in
            .randomNormal(
                mean: try values.float("mean") ?? 0, deviation: Float(try values.notNegative("deviation") ?? 0.05))
        },
        WordForm(kind: "truncatedNormal", options: ["mean", "deviation"]) { values in
            .truncatedNormal(
                mean: try values.float("mean") ?? 0, deviation: Float(try values.notNegative("deviation") ?? 0.05))
        },
    ]
}

extension WordArguments {
    fileprivate func float(_ name: String) throws -> Float? { try finite(name).map { Float($0) } }
}
