import Foundation
import Interchange
import NeuralEngine

/// A model of the course, its data and its training; Benchmarks/models/ has the same for PyTorch.
protocol Recipe: Sendable {
    static var name: String { get }

    /// Makes the data, which is not timed.
    ///
    /// - Parameter seed: of weights and orders.
    init(seed: UInt64) throws

    /// What PyTorch learns from and is measured on, by the names that its recipe uses.
    var arrays: [String: Tensor] { get }

    /// Makes and trains the model; this is timed.
    mutating func train() throws

    /// The metric, on what was held back.
    func metric() throws -> Double
}

extension Recipe {
    /// Answers model_benchmark.py: writes the arrays into a file, or trains with a seed.
    static func answer(_ word: String) throws {
        guard let seed = UInt64(word) else {
            try Tensor.write(npz: word, Self(seed: 0).arrays)
            print("ANSWER {}")
            return
        }
        var recipe = try Self(seed: seed)
        let time = try ContinuousClock().measure { try recipe.train() }
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
        print("ANSWER {\"seconds\": \(seconds), \"metric\": \(try recipe.metric())}")
    }
}

/// A recipe that is measured on a part of its data.
protocol HeldBackRecipe: Recipe {
    var data: Dataset { get }
    var test: Dataset { get }
}

extension HeldBackRecipe {
    var arrays: [String: Tensor] {
        ["x": data.features, "y": data.targets, "test_x": test.features, "test_y": test.targets]
    }
}

/// A recipe on the digits.
protocol DigitsRecipe: HeldBackRecipe {
    var digits: DigitsData { get }
}

extension DigitsRecipe {
    var data: Dataset { digits.train }
    var test: Dataset { digits.test }
}

/// All of them.
enum Recipes {
    static let all: [any Recipe.Type] = sequences + classical

    private static let sequences: [any Recipe.Type] = [
        LSTMSeries.self, LSTMText.self, GPTText.self, BERTSentences.self,
    ]

    /// Neurons, dense layers, convolution, and what learns without targets.
    private static let classical: [any Recipe.Type] = [
        AdalineRecipe.self, MLPRegression.self, MLPOutputs.self, MLPTwoClasses.self, MLPDigits.self, CNNDigits.self,
        AutoencoderDigits.self, DenoisingDigits.self, VAEDigits.self, GANPoints.self, GANDigits.self, SOMDigits.self,
        KMeansDigits.self, PCADigits.self, Factorization.self,
    ]

    static func run(_ name: String, _ word: String) throws {
        guard let recipe = all.first(where: { $0.name == name }) else {
            print("There is no recipe \(name); there are: \(all.map { $0.name }.joined(separator: ", ")).")
            exit(64)
        }
        try recipe.answer(word)
    }
}
