import NeuralEngine
import Spelling

/// What stands in the parentheses of a layer in a command, by the names of the layer's form.
struct LayerArguments {
    /// The whole layer as it was written, for messages.
    let word: String
    private let values: [String: String]

    /// - Parameters:
    ///   - inside: the text between the parentheses.
    ///   - form: which names there are; values without a name take its parameters in order.
    /// - Throws: ``LabError`` for a name that the form has not, a value too many, or one that is given twice.
    init(_ inside: Substring, form: LayerForm, word: String) throws {
        self.word = word
        var values: [String: String] = [:]
        var free = form.parameters[...]
        let parts = Self.split(inside)
        let known = form.parameters + form.options
        for part in parts {
            let (label, value) = Self.labelled(part)
            if let label {
                guard let name = known.first(where: { Spelling.folded($0) == Spelling.folded(label) }) else {
                    let guess = Spelling.nearest(to: label, in: known).map { " Did you mean \($0)?" } ?? ""
                    throw LabError("\(word): \(form.kind) has no \(label).\(guess) Expected \(form.text).")
                }
                guard values.updateValue(value, forKey: name) == nil else {
                    throw LabError("\(word): \(name) is given twice.")
                }
                free = free.filter { $0 != name }[...]
            } else if let name = free.popFirst() {
                values[name] = value
            } else {
                throw LabError(
                    "\(word): \(ShortText.count(parts.count, "value")) in the parentheses; expected \(form.text).")
            }
        }
        if let missing = form.parameters.prefix(form.required).first(where: { values[$0] == nil }) {
            throw LabError("\(word): \(missing) is missing; expected \(form.text).")
        }
        self.values = values
    }

    subscript(name: String) -> String? { values[name] }

    /// A whole number from 1.
    func count(_ name: String) throws -> Int? {
        guard let text = values[name] else { return nil }
        guard let number = Int(text), number >= 1 else {
            throw LabError("\(word): \(text) is no \(name); expected a whole number from 1, such as 16.")
        }
        return number
    }

    /// As ``count(_:)``, for one that the form requires.
    func required(_ name: String) throws -> Int { try count(name) ?? 1 }

    /// A probability from 0 to below 1.
    func rate(_ name: String) throws -> Double? {
        guard let text = values[name] else { return nil }
        guard let rate = Double(text), rate >= 0, rate < 1 else {
            throw LabError("\(word): \(text) is no \(name); expected a number from 0 to below 1, such as 0.2.")
        }
        return rate
    }

    /// A positive number.
    func positive(_ name: String) throws -> Double? {
        guard let text = values[name] else { return nil }
        guard let number = Double(text), number.isFinite, number > 0 else {
            throw LabError("\(word): \(text) is no \(name); expected a positive number, such as 0.01.")
        }
        return number
    }

    /// `true` or `false`.
    func flag(_ name: String) throws -> Bool? {
        guard let text = values[name] else { return nil }
        switch text.lowercased() {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default: throw LabError("\(word): \(name) is \(text); expected true or false.")
        }
    }

    /// The name of an activation.
    func activation(_ name: String = "activation") throws -> ActivationFunction? {
        guard let text = values[name] else { return nil }
        guard let function = ActivationName.function(text) else {
            throw LabError(
                "\(word): " + LabError.unknown("activation", text, known: ActivationName.all, hint: "").message)
        }
        return function
    }

    /// One of some words.
    func choice<Value>(_ name: String, _ choices: [(word: String, value: Value)]) throws -> Value? {
        guard let text = values[name] else { return nil }
        if let choice = choices.first(where: { Spelling.folded($0.word) == Spelling.folded(text) }) {
            return choice.value
        }
        throw LabError("\(word): \(name) is \(text); expected \(choices.map(\.word).joined(separator: " or ")).")
    }

    /// A list of whole numbers from 1: `3`, `[2, 3]`, `2x3`.
    func lengths(_ name: String) throws -> [Int]? {
        guard let text = values[name] else { return nil }
        let parts = text.filter { !"[] ".contains($0) }.split { ",x×".contains($0) }
        let numbers = parts.compactMap { Int($0) }.filter { $0 >= 1 }
        guard !numbers.isEmpty, numbers.count == parts.count else {
            throw LabError("\(word): \(text) is no \(name); expected whole numbers from 1, such as 3 or [3, 5].")
        }
        return numbers
    }

    /// All values in order, for forms that take any number of them.
    static func split(_ inside: Substring) -> [String] {
        var parts: [String] = []
        var part = ""
        var depth = 0
        for character in inside {
            if "([".contains(character) { depth += 1 }
            if ")]".contains(character) { depth -= 1 }
            if character == ",", depth == 0 {
                parts.append(part)
                part = ""
            } else {
                part.append(character)
            }
        }
        parts.append(part)
        let trimmed = parts.map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
        return trimmed == [""] ? [] : trimmed
    }

    /// `activation: .tanh` to `activation` and `tanh`: a leading dot is how Swift writes the same.
    private static func labelled(_ part: String) -> (label: String?, value: String) {
        func value(_ text: Substring) -> String { String(text.drop { $0 == " " || $0 == "." }) }
        guard let colon = part.firstIndex(of: ":"), !part[..<colon].contains(where: { "([".contains($0) }) else {
            return (nil, value(part[...]))
        }
        return (String(part[..<colon].filter { $0 != " " }), value(part[part.index(after: colon)...]))
    }
}
