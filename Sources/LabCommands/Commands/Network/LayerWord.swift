import NeuralEngine

/// A layer as a command writes it: `dense(16, tanh)`, `dropout(0.2)`, `flatten`.
enum LayerWord {
    private static let forms = [
        "dense(units, activation)", "activation(name)", "dropout(rate)", "flatten", "reshape(8, 8)",
    ]

    static let names = forms.map { String($0.prefix { $0 != "(" }) }

    /// - Throws: ``LabError`` naming the word and what it should look like.
    static func layer(_ word: String) throws -> any Layer {
        let (name, arguments) = try parts(of: word)
        switch Spelling.folded(name) {
        case "dense": return try dense(arguments, word)
        case "activation": return Activation(try activation(argument(arguments, 0, of: word, count: 1...1), word))
        case "dropout": return try dropout(arguments, word)
        case "flatten":
            guard arguments.isEmpty else { throw LabError("\(word): flatten takes nothing in its parentheses.") }
            return Flatten()
        case "reshape":
            guard !arguments.isEmpty else { throw LabError("\(word): expected a shape, such as reshape(8, 8).") }
            return Reshape(try arguments.map { try positive($0, "a length", word) })
        default:
            // `tanh` alone is an activation.
            if arguments.isEmpty, let function = ActivationName.function(name) { return Activation(function) }
            throw unknown(name, word)
        }
    }

    private static func dense(_ arguments: [String], _ word: String) throws -> any Layer {
        let units = try positive(argument(arguments, 0, of: word, count: 1...2), "a number of units", word)
        guard arguments.count > 1 else { return Dense(units) }
        return Dense(units, activation: try activation(arguments[1], word))
    }

    private static func dropout(_ arguments: [String], _ word: String) throws -> any Layer {
        let text = try argument(arguments, 0, of: word, count: 1...1)
        guard let rate = Double(text), rate >= 0, rate < 1 else {
            throw LabError("\(word): \(text) is no rate; expected a number from 0 to below 1, such as dropout(0.2).")
        }
        return Dropout(rate: rate)
    }

    private static func activation(_ name: String, _ word: String) throws -> ActivationFunction {
        guard let function = ActivationName.function(name) else {
            throw LabError(
                "\(word): " + LabError.unknown("activation", name, known: ActivationName.all, hint: "").message)
        }
        return function
    }

    private static func positive(_ text: String, _ what: String, _ word: String) throws -> Int {
        guard let number = Int(text), number >= 1 else {
            throw LabError("\(word): \(text) is not \(what); expected a whole number from 1, such as 16.")
        }
        return number
    }

    private static func argument(
        _ arguments: [String], _ index: Int, of word: String, count: ClosedRange<Int>
    ) throws -> String {
        guard count.contains(arguments.count) else {
            let name = word.prefix { $0 != "(" }
            let form = forms.first { $0.hasPrefix(name) } ?? forms[0]
            throw LabError(
                "\(word): \(ShortText.count(arguments.count, "value")) in the parentheses; expected \(form).")
        }
        return arguments[index]
    }

    /// `dense(16, activation: tanh)` to `dense` and `16`, `tanh`.
    private static func parts(of word: String) throws -> (name: String, arguments: [String]) {
        guard let open = word.firstIndex(of: "(") else { return (word, []) }
        guard word.hasSuffix(")") else { throw LabError("\(word): text behind the closing parenthesis.") }
        let inside = word[word.index(after: open)..<word.index(before: word.endIndex)]
        let arguments = inside.split(separator: ",", omittingEmptySubsequences: false).map { part in
            // A label is not needed; a leading dot is how Swift writes the same.
            let value = part.split(separator: ":").last.map(String.init) ?? ""
            return String(value.filter { $0 != " " }.drop { $0 == "." })
        }
        return (String(word[..<open]), arguments == [""] ? [] : arguments)
    }

    private static func unknown(_ name: String, _ word: String) -> LabError {
        let guess = Spelling.nearest(to: name, in: names).map { " Did you mean \($0)?" } ?? ""
        return LabError(
            "there is no layer \"\(word)\".\(guess) Layers are \(forms.joined(separator: ", ")); "
                + "and perceptron alone is Rosenblatt's.")
    }
}
