import NeuralEngine

/// Networks in one line.
enum NetworkText {
    /// `[2] → 16 tanh → 2 softmax, 82 parameters`
    static func line(_ model: Model) -> String {
        let parts = [ShortText.shape(model.inputShape)] + model.layers.map(layer)
        return parts.joined(separator: " → ") + ", " + ShortText.count(model.parameterCount, "parameter")
    }

    private static func layer(_ layer: any Layer) -> String {
        switch layer {
        case let dense as Dense:
            dense.activation == .identity ? "\(dense.units)" : "\(dense.units) \(dense.activation.name)"
        case let activation as Activation: activation.function.name
        default: layer.kind.lowercased()
        }
    }
}

/// Data sets in one line.
enum DatasetText {
    /// `800 examples, features [2], 2 classes (0 400, 1 400)`
    static func line(_ data: Dataset) -> String {
        // Counting a large set's classes for each %who would take longer than %who may.
        guard data.count <= 20_000 else {
            return
                "\(data.count) examples, features \(ShortText.shape(data.featureShape)), targets \(ShortText.shape(data.targetShape))"
        }
        // Behind the name, which the table has already.
        let text = data.description
        guard let colon = text.firstRange(of: "\": ") else { return text }
        return String(text[colon.upperBound...])
    }
}

/// Histories and perceptrons' records in one line.
enum HistoryText {
    /// `100 of 100 epochs in 0.4 s, loss 0.0213, accuracy 0.9925`: what stands behind the names.
    static func line(_ text: String) -> String {
        guard let colon = text.firstRange(of: "\": ") else { return text }
        return String(text[colon.upperBound...])
    }
}

/// Perceptrons in one line.
enum PerceptronText {
    /// `w = [0, 2, 2]`
    static func line(_ perceptron: any LinearClassifier) -> String {
        let text = String(describing: perceptron)
        guard let comma = text.firstRange(of: ", ") else { return text }
        return String(text[comma.upperBound...])
    }
}
