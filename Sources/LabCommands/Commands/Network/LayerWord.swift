package import NeuralEngine
import Spelling

/// A layer as a command writes it: `dense(16, tanh)`, `dropout(0.2)`, `flatten`.
package enum LayerWord {
    static let forms = coreForms + convolutionForms + recurrentForms + attentionForms

    /// Words that hold layers in their parentheses.
    private static let containers = ["residual", "bidirectional", "timeDistributed", "frozen"]

    static let names = forms.map(\.kind) + containers

    /// The words with what stands in their parentheses, for help texts.
    static let help =
        forms.map(\.text).joined(separator: "; ")
        + "; residual(layers…), bidirectional(layer), timeDistributed(layer), frozen(layer)"

    /// - Throws: ``LabError`` naming the word and what it should look like.
    package static func layer(_ word: String) throws -> any Layer {
        let (name, inside) = try parts(of: word)
        let folded = Spelling.folded(name)
        if containers.contains(where: { Spelling.folded($0) == folded }) { return try container(folded, inside, word) }
        if let form = forms.first(where: { Spelling.folded($0.kind) == folded }) {
            return try form.make(LayerArguments(inside, form: form, word: word))
        }
        // `tanh` alone is an activation.
        if inside.isEmpty, let function = ActivationName.function(name) { return Activation(function) }
        let guess = Spelling.nearest(to: name, in: names).map { " Did you mean \($0)?" } ?? ""
        throw LabError(
            "there is no layer \"\(word)\".\(guess) Layers are \(names.joined(separator: ", ")); "
                + "and perceptron alone is Rosenblatt's. %help network shows what each takes.")
    }

    private static func container(_ name: String, _ inside: Substring, _ word: String) throws -> any Layer {
        let words = LayerArguments.split(inside)
        if name == "residual" {
            let layers = try words.filter { !$0.hasPrefix("shortcut:") }.map(layer)
            let shortcut = try words.first { $0.hasPrefix("shortcut:") }
                .map { try layer(String($0.dropFirst("shortcut:".count).drop { $0 == " " })) }
            guard !layers.isEmpty else {
                throw LabError("\(word): expected layers, such as residual(dense(8, relu), dense(4)).")
            }
            return Residual(shortcut: shortcut) { layers }
        }
        guard words.count == 1 else {
            throw LabError("\(word): \(ShortText.count(words.count, "value")) in the parentheses; expected one layer.")
        }
        let inner = try layer(words[0])
        switch name {
        case "bidirectional":
            guard let recurrent = inner as? any RecurrentLayer else {
                throw LabError("\(word): \(words[0]) is no recurrent layer; expected lstm, gru or simpleRNN.")
            }
            return Bidirectional(recurrent)
        case "timedistributed": return TimeDistributed(inner)
        default: return Frozen(inner)
        }
    }

    /// `dense(16, activation: tanh)` to `dense` and `16, activation: tanh`.
    private static func parts(of word: String) throws -> (name: String, inside: Substring) {
        guard let open = word.firstIndex(of: "(") else { return (word, "") }
        guard word.hasSuffix(")") else { throw LabError("\(word): text behind the closing parenthesis.") }
        return (String(word[..<open]), word[word.index(after: open)..<word.index(before: word.endIndex)])
    }
}
