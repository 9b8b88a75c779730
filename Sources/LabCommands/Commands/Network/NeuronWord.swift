import NeuralEngine

/// A network that is one neuron with a rule of its own.
enum NeuronWord: String, CaseIterable {
    case perceptron, adaline, pocket

    var made: any LinearClassifier {
        switch self {
        case .perceptron: RosenblattPerceptron()
        case .adaline: Adaline()
        case .pocket: PocketPerceptron()
        }
    }

    /// What it is called in an output.
    var title: String {
        switch self {
        case .perceptron: "Rosenblatt's perceptron"
        case .adaline: "an Adaline (Widrow and Hoff's rule)"
        case .pocket: "a perceptron with a pocket (Gallant's rule)"
        }
    }

    /// Its type in Swift.
    var type: String { "\(Swift.type(of: made))" }
}
