import NeuralEngine

/// Activations by the names that people know: case and separators do not matter, `linear` is `identity`.
enum ActivationName {
    static let all = ActivationFunction.allCases.map(\.rawValue)

    private static let aliases: [String: ActivationFunction] = [
        "linear": .identity, "logistic": .sigmoid, "swish": .silu,
    ]

    static func function(_ name: String) -> ActivationFunction? {
        let folded = Spelling.folded(name)
        return ActivationFunction.allCases.first { Spelling.folded($0.rawValue) == folded } ?? aliases[folded]
    }
}
