import NeuralEngine
import Spelling

/// Activations by the names that people know: case and separators do not matter, `linear` is `identity`.
enum ActivationName {
    static let all = ActivationFunction.allCases.map(\.name)

    private static let aliases = ["linear", "logistic", "swish", "hardSwish", "heaviside"]

    static func function(_ name: String) -> ActivationFunction? {
        let folded = Spelling.folded(name)
        return (all + aliases).first { Spelling.folded($0) == folded }.flatMap { ActivationFunction(name: $0) }
    }
}
