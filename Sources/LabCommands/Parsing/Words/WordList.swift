import Spelling

/// All words of a sort: the losses, the optimizers, the schedules.
struct WordList<Value>: Sendable {
    /// What they are: `loss`.
    let noun: String
    let forms: [WordForm<Value>]
    /// Other spellings without case and separators, each with the word that it stands for: `mse`.
    var aliases: [String: String] = [:]

    var names: [String] { forms.map(\.kind) }

    /// The form of a word, whatever its case and separators.
    func form(named name: String) -> WordForm<Value>? {
        let folded = Spelling.folded(WordParts.plain(name))
        let wanted = aliases[folded].map(Spelling.folded) ?? folded
        return forms.first { Spelling.folded($0.kind) == wanted }
    }

    /// What a word makes.
    ///
    /// - Parameters:
    ///   - outer: the word in whose parentheses it stands, for messages.
    ///   - given: values that options of the command gave.
    /// - Throws: ``LabError`` with the nearest word and all of them, or what is wrong in the parentheses.
    func value(_ word: String, in outer: String? = nil, given: [GivenValue] = []) throws -> Value {
        let (name, inside) = try WordParts.nameAndInside(word)
        guard let form = form(named: name) else {
            let message = LabError.unknown(noun, name, known: names, hint: "").message
            throw LabError(outer.map { "\($0): \(message)" } ?? message)
        }
        return try form.make(WordArguments(inside, form: form, word: word, given: given))
    }
}
