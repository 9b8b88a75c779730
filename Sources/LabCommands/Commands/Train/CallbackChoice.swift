import NeuralEngine

/// Callbacks as values and as Swift source.
struct CallbackChoice {
    private(set) var callbacks: [any TrainingCallback] = []
    private(set) var code: [String] = []
    /// Whether one of them looks at a monitor.
    private(set) var watches = false

    var earlyStopping: EarlyStopping? { callbacks.lazy.compactMap { $0 as? EarlyStopping }.first }

    mutating func add(_ text: String, _ form: WordForm<CallbackForms.Made>) throws {
        let made = try OptionWord.value(text, form)
        callbacks.append(made.callback)
        code.append(made.code)
        watches = watches || made.watches
    }
}
