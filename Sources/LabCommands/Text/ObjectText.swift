import NeuralEngine

/// Networks in one line.
enum NetworkText {
    /// `[2] → 16 tanh → 2 softmax, 82 parameters`
    static func line(_ model: Sequential) -> String {
        let parts = [ShortText.shape(model.inputShape)] + model.layers.map(layer)
        return parts.joined(separator: " → ") + ", " + ShortText.count(model.parameterCount, "parameter")
    }

    private static func layer(_ layer: any Layer) -> String {
        switch layer {
        case let dense as Dense:
            dense.activation == .identity ? "\(dense.units)" : "\(dense.units) \(dense.activation.rawValue)"
        case let activation as Activation: activation.function.rawValue
        default: layer.kind.lowercased()
        }
    }
}

/// Data sets in one line.
enum DatasetText {
    /// `800 examples, features [2], 2 classes (0 400, 1 400)`
    static func line(_ data: Dataset) -> String {
        // Behind the name, which the table has already.
        let text = data.description
        guard let colon = text.firstRange(of: "\": ") else { return text }
        return String(text[colon.upperBound...])
    }
}

/// Histories in one line.
enum HistoryText {
    /// `100 of 100 epochs, loss 0.0213, accuracy 0.9925`
    static func line(_ history: History) -> String {
        let text = history.description
        guard let colon = text.firstRange(of: ": ") else { return text }
        return String(text[colon.upperBound...])
    }
}
