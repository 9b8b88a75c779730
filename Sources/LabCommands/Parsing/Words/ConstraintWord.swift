import NeuralEngine

/// What weights are brought back to after each step, as commands write it: `maxNorm(2)`.
enum ConstraintWord {
    static let list = WordList<WeightConstraint>(
        noun: "constraint",
        forms: [
            WordForm(kind: "maxNorm", parameters: ["limit"]) { .maxNorm(Float(try $0.positive("limit") ?? 2)) },
            WordForm(kind: "unitNorm") { _ in .unitNorm },
            WordForm(kind: "minMaxNorm", options: ["minimum", "maximum", "rate"]) { values in
                let (least, most) = (try values.notNegative("minimum") ?? 0, try values.notNegative("maximum") ?? 1)
                guard least <= most else {
                    throw LabError(
                        "\(values.word): minimum \(least) is above maximum \(most); expected rising numbers.")
                }
                let rate = try values.number("rate", "a number above 0 and up to 1") { $0 > 0 && $0 <= 1 }
                return .minMaxNorm(minimum: Float(least), maximum: Float(most), rate: Float(rate ?? 1))
            },
            WordForm(kind: "nonNegative") { _ in .nonNegative },
            WordForm(kind: "clip", parameters: ["limit"], required: 1) { .clip(Float(try $0.positive("limit") ?? 1)) },
        ], aliases: ["nonneg": "nonNegative"])
}
