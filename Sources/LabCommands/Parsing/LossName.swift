import NeuralEngine
import Spelling

/// Losses by the names that people know: ours, Keras's and the usual abbreviations.
enum LossName {
    private static let aliases: [String: Loss] = [
        "mse": .meanSquaredError, "mae": .meanAbsoluteError, "bce": .binaryCrossEntropy,
        "cce": .categoricalCrossEntropy,
        "crossentropy": .categoricalCrossEntropy, "perceptroncriterion": .perceptron,
        "mape": .meanAbsolutePercentageError, "msle": .meanSquaredLogarithmicError, "kld": .klDivergence,
        "kullbackleiblerdivergence": .klDivergence, "0/1": .zeroOne,
    ]

    /// - Throws: ``LabError`` with the nearest name and all of them.
    static func loss(_ name: String) throws -> Loss {
        let folded = Spelling.folded(name)
        if let loss = Loss.allCases.first(where: { Spelling.folded($0.name) == folded }) ?? aliases[folded] {
            return loss
        }
        throw LabError.unknown("loss", name, known: Loss.allCases.map(\.name), hint: "")
    }

    /// The loss as Swift writes it.
    static func code(_ loss: Loss) -> String { loss.code }
}
