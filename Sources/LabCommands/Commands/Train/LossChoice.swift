import NeuralEngine

/// The loss that goes with a network's last layer.
enum LossChoice {
    /// - Returns: the loss, and why it was chosen.
    static func automatic(for model: Model) -> (loss: Loss, reason: String) {
        switch lastActivation(of: model) {
        case .softmax: (.categoricalCrossEntropy, "as goes with softmax outputs")
        case .sigmoid: (.binaryCrossEntropy, "as goes with sigmoid outputs")
        case .sign: (.perceptron, "as goes with sign outputs")
        case let function: (.meanSquaredError, "as goes with \(function.name) outputs")
        }
    }

    /// The activation of the last layer that has one.
    static func lastActivation(of model: Model) -> ActivationFunction {
        for layer in model.layers.reversed() {
            switch layer {
            case let dense as Dense: return dense.activation
            case let activation as Activation: return activation.function
            case is Dropout, is Flatten, is Reshape: continue
            default: return .identity
            }
        }
        return .identity
    }
}
