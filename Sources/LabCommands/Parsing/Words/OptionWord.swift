/// The value of an option that takes one thing, or several in parentheses: `10`, `(10, minDelta: 0.001)`.
enum OptionWord {
    /// - Throws: ``LabError`` naming the option and what is wrong.
    static func value<Value>(_ text: String, _ form: WordForm<Value>) throws -> Value {
        let text = Number.unguarded(text)
        let word = "\(form.kind) \(text)"
        guard text.hasPrefix("("), text.hasSuffix(")") else {
            let first = form.parameters.first ?? ""
            let given = GivenValue(name: first, text: text, option: form.kind)
            return try form.make(WordArguments("", form: form, word: word, given: [given]))
        }
        return try form.make(WordArguments(text.dropFirst().dropLast(), form: form, word: word))
    }
}
