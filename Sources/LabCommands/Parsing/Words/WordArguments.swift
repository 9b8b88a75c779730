import Spelling

/// What stands in the parentheses of a word, by the names of the word's form.
struct WordArguments {
    /// The whole word as it was written, for messages.
    let word: String
    /// The word alone.
    let kind: String
    private let values: [String: String]

    /// Short names, each with those that it stands for: the first that a form has.
    private static let shortNames: [String: [String]] = [
        "initializer": ["kernelInitializer", "embeddingsInitializer", "alphaInitializer"],
        "regularizer": ["kernelRegularizer", "alphaRegularizer"],
        "constraint": ["kernelConstraint", "alphaConstraint"],
        "usebias": ["bias"], "dilation": ["dilationRate"], "size": ["poolSize"], "causal": ["isCausal"],
        "usecausalmask": ["isCausal"], "stddev": ["deviation"], "dims": ["axes"], "targetshape": ["lengths"],
        "lr": ["learningRate"], "minlr": ["minLearningRate"], "steps": ["decaySteps", "firstDecaySteps"],
        "every": ["decaySteps"], "rate": ["decayRate"], "end": ["endLearningRate"],
    ]

    /// - Parameters:
    ///   - inside: the text between the parentheses.
    ///   - form: which names there are; values without a name take its parameters in order.
    ///   - given: values from outside.
    /// - Throws: ``LabError`` for a name that the form has not, a value too many, too few, or one that is given twice.
    init<Value>(_ inside: Substring, form: WordForm<Value>, word: String, given: [GivenValue] = []) throws {
        self.word = word
        kind = form.kind
        var values: [String: String] = [:]
        var free = form.parameters[...]
        var bare: [String] = []
        let parts = WordParts.split(inside)
        for part in parts {
            let (label, value) = WordParts.labelled(part)
            guard !value.isEmpty else { throw LabError("\(word): a value is missing; expected \(form.text).") }
            if let label {
                let name = try Self.name(label, form: form, word: word)
                guard values.updateValue(value, forKey: name) == nil else {
                    throw LabError("\(word): \(name) is given twice.")
                }
                free = free.filter { $0 != name }[...]
            } else if free.count == 1, form.takesRest {
                let name = free[free.startIndex]
                values[name] = values[name].map { "\($0), \(value)" } ?? value
            } else if let name = free.popFirst() {
                values[name] = value
            } else {
                bare.append(value)
            }
        }
        // A value without a name goes where all others are named: exponentialDecay(0.96, every: 100).
        let unnamed = form.labelled.filter { values[$0] == nil }
        if bare.count == 1, unnamed.count == 1 {
            values[unnamed[0]] = bare[0]
        } else if !bare.isEmpty {
            throw LabError(
                "\(word): \(ShortText.count(parts.count, "value")) in the parentheses; expected \(form.text).")
        }
        for value in given where form.names.contains(value.name) {
            guard values.updateValue(value.text, forKey: value.name) == nil else {
                throw LabError("\(value.name) is given twice: in \(word), and by \(value.option).")
            }
        }
        let needed = form.parameters.prefix(form.required) + form.labelled
        if let missing = needed.first(where: { values[$0] == nil }) {
            throw LabError("\(word): \(missing) is missing; expected \(form.text).")
        }
        self.values = values
    }

    /// The text of a value as it was written.
    subscript(name: String) -> String? { values[name] }

    private static func name<Value>(_ label: String, form: WordForm<Value>, word: String) throws -> String {
        let folded = Spelling.folded(label)
        if let name = form.names.first(where: { Spelling.folded($0) == folded }) { return name }
        if let name = shortNames[folded]?.first(where: form.names.contains) { return name }
        let guess = Spelling.nearest(to: label, in: form.names).map { " Did you mean \($0)?" } ?? ""
        throw LabError("\(word): \(form.kind) has no \(label).\(guess) Expected \(form.text).")
    }
}
