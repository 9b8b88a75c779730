import Spelling

/// Hints about calls of the engine that are written as in Keras or NumPy.
enum EngineHints {
    /// Types whose values are chosen by a name behind a point.
    private static let choices: Set<String> = [
        "ActivationFunction", "Loss", "Optimizer", "Metric", "Initializer", "Regularizer", "Padding", "Callback",
    ]
    /// Activations and others that are written without their point. A function of the same name is meant as one.
    private static let choiceNames: Set<String> = [
        "relu", "softmax", "sigmoid", "elu", "selu", "gelu", "leakyRelu", "adam", "sgd", "rmsprop", "mse", "mae",
    ]
    /// Labels of other libraries.
    private static let labels: [String: String] = [
        "lr": "learningRate", "learning_rate": "learningRate", "batch_size": "batchSize", "batch": "batchSize",
        "input_shape": "inputShape", "input_dim": "inputShape", "kernel_size": "kernelSize", "metric": "metrics",
        "validation_data": "validation", "validation_split": "validationSplit", "epoch": "epochs",
    ]

    static func hint(_ diagnostic: Diagnostic, quoted: [String]) -> String? {
        let message = diagnostic.message
        let line = diagnostic.sourceLine ?? ""
        if message.hasPrefix("cannot convert value of type"), quoted.count >= 2 {
            return hint(from: quoted[0], to: quoted[1], diagnostic)
        }
        if message.hasPrefix("cannot find '"), let name = quoted.first, choiceNames.contains(name) {
            return "a choice has its label and begins with a point: `activation: .relu`, `optimizer: .adam()`"
        }
        // `Dense(8, activation: tanh)`: tanh is a function, too, and the compiler is at a loss.
        if message.hasPrefix("failed to produce diagnostic") || message.contains("conflicting arguments"),
            let name = line.firstMatch(of: /activation:\s*(\w+)/)?.1
        {
            return "a choice begins with a point: `activation: .\(name)`"
        }
        if message.hasPrefix("extra argument '") || message.hasPrefix("incorrect argument label"),
            let given = quoted.first
        {
            let label = given.split(separator: ":").first.map(String.init) ?? given
            return labels[label].map { "the label is `\($0):`" }
        }
        return nil
    }

    private static func hint(from given: String, to wanted: String, _ diagnostic: Diagnostic) -> String? {
        if wanted == "[\(given)]" { return "an array stands in brackets: `[2]`, `[8, 8]`" }
        if wanted == "Tensor", given == "Dataset" { return "the examples of a data set are its `features`" }
        if wanted == "Tensor", given.hasPrefix("[") {
            return "an array of numbers becomes a tensor by `Tensor(values.map(Float.init))`"
        }
        if wanted == "Tensor" { return "examples are rows of numbers: `[[0.5, 1], [2, 0]]`" }
        guard given == "String", choices.contains(wanted) else { return nil }
        let name = (diagnostic.sourceLine ?? "").dropFirst(diagnostic.column).prefix { $0.isLetter }
        let own = MemberHints.abbreviations[name.lowercased()] ?? "\(name.isEmpty ? "name" : name)"
        return "a choice begins with a point and has no quotes: `.\(own)`"
    }
}
