import NeuralEngine

/// Penalties on weights as commands write them: `l2(0.01)`.
enum RegularizerWord {
    static let list = WordList<Regularizer>(
        noun: "regularizer",
        forms: [
            WordForm(kind: "l1", purpose: "λ Σ|w| in the loss.", parameters: ["factor"]) { values in
                .l1(Float(try values.notNegative("factor") ?? 0.01))
            },
            WordForm(kind: "l2", purpose: "λ Σw² in the loss.", parameters: ["factor"]) { values in
                .l2(Float(try values.notNegative("factor") ?? 0.01))
            },
            WordForm(kind: "l1l2", purpose: "λ₁ Σ|w| + λ₂ Σw² in the loss.", parameters: ["l1", "l2"]) { values in
                .l1l2(
                    l1: Float(try values.notNegative("l1") ?? 0.01), l2: Float(try values.notNegative("l2") ?? 0.01))
            },
        ])
}
