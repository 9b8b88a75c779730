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
        for layer in model.layers.reversed() where !isTransparent(layer) { return activation(of: layer) }
        return .identity
    }

    /// - Throws: where a loss of probabilities meets a last dense layer that gives any number: it would learn next to nothing.
    static func check(_ loss: Loss, for model: Model, name: String) throws {
        let ofClasses: [Loss] = [.categoricalCrossEntropy, .sparseCategoricalCrossEntropy]
        let ofOne: [Loss] = [.binaryCrossEntropy, .binaryFocalCrossEntropy]
        let names = (ofClasses + ofOne).map(\.name)
        guard names.contains(loss.name), !loss.fromLogits,
            let dense = model.layers.last(where: { !isTransparent($0) }) as? Dense, dense.activation == .identity
        else { return }
        let activation = ofClasses.map(\.name).contains(loss.name) ? "softmax" : "sigmoid"
        throw LabError(
            """
            \(loss.name) needs probabilities, but the last layer of "\(name)" gives any number; write \
            dense(\(dense.units), \(activation)), or --loss \(loss.name)(fromLogits: true).
            """)
    }

    /// Whether a layer passes on what the one before it gives, in another form perhaps.
    private static func isTransparent(_ layer: any Layer) -> Bool {
        layer is Dropout || layer is GaussianNoise || layer is GaussianDropout || layer is Flatten || layer is Reshape
            || layer is Permute || layer is SpatialDropout1D || layer is SpatialDropout2D
    }

    private static func activation(of layer: any Layer) -> ActivationFunction {
        switch layer {
        case let dense as Dense: dense.activation
        case let activation as Activation: activation.function
        case let convolution as Conv1D: convolution.activation
        case let convolution as Conv2D: convolution.activation
        case let convolution as Conv1DTranspose: convolution.activation
        case let convolution as Conv2DTranspose: convolution.activation
        case let convolution as DepthwiseConv2D: convolution.activation
        case let convolution as SeparableConv2D: convolution.activation
        case let steps as TimeDistributed: activation(of: steps.layer)
        case let wrapping as any WrappingLayer: activation(of: wrapping.layer)
        default: .identity
        }
    }
}
