import NeuralEngine

/// Losses as commands write them, by our names, Keras's and the usual abbreviations: `mse`, `huber(delta: 0.5)`.
enum LossWord {
    static let list = WordList(
        noun: "loss", forms: Loss.allCases.map(form),
        aliases: [
            "mse": "meanSquaredError", "mae": "meanAbsoluteError", "bce": "binaryCrossEntropy",
            "cce": "categoricalCrossEntropy", "crossentropy": "categoricalCrossEntropy",
            "perceptroncriterion": "perceptron", "mape": "meanAbsolutePercentageError",
            "msle": "meanSquaredLogarithmicError", "kld": "klDivergence",
            "kullbackleiblerdivergence": "klDivergence", "0/1": "zeroOne",
        ])

    private static func form(_ loss: Loss) -> WordForm<Loss> {
        let kind = loss.name
        let ofProbabilities = ["fromLogits", "labelSmoothing"]
        switch loss {
        case .huber:
            return WordForm(kind: kind, parameters: ["delta"]) { .huber(delta: Float(try $0.positive("delta") ?? 1)) }
        case .binaryCrossEntropy:
            return WordForm(kind: kind, options: ofProbabilities) { values in
                .binaryCrossEntropy(
                    fromLogits: try values.flag("fromLogits") ?? false, labelSmoothing: try values.smoothing())
            }
        case .categoricalCrossEntropy:
            return WordForm(kind: kind, options: ofProbabilities) { values in
                .categoricalCrossEntropy(
                    fromLogits: try values.flag("fromLogits") ?? false, labelSmoothing: try values.smoothing())
            }
        case .sparseCategoricalCrossEntropy:
            return WordForm(kind: kind, options: ["fromLogits"]) { values in
                .sparseCategoricalCrossEntropy(fromLogits: try values.flag("fromLogits") ?? false)
            }
        case .binaryFocalCrossEntropy:
            return WordForm(kind: kind, options: ["alpha", "gamma"] + ofProbabilities) { values in
                let alpha = try values.number("alpha", "a number from 0 to 1") { $0 >= 0 && $0 <= 1 }
                return .binaryFocalCrossEntropy(
                    alpha: alpha.map { Float($0) }, gamma: Float(try values.notNegative("gamma") ?? 2),
                    fromLogits: try values.flag("fromLogits") ?? false, labelSmoothing: try values.smoothing())
            }
        default: return WordForm(kind: kind) { _ in loss }
        }
    }
}

extension WordArguments {
    fileprivate func smoothing() throws -> Float { Float(try rate("labelSmoothing") ?? 0) }
}
