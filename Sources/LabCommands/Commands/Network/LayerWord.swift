package import NeuralEngine
import Spelling

/// A layer as a command writes it: `dense(16, tanh)`, `dropout(0.2)`, `flatten`.
package enum LayerWord {
    static let list = WordList<any Layer>(
        noun: "layer",
        forms: coreForms + normalizationForms + convolutionForms + poolingForms + recurrentForms + attentionForms
            + containerForms)

    package static let names = list.names

    /// The names of the values that a word takes in its parentheses.
    package static func valueNames(of word: String) -> [String] { list.form(named: word)?.names ?? [] }

    /// The layers that a line of layers cannot hold, with the reason.
    package static let graphOnly: [(kind: String, reason: String)] =
        ["add", "subtract", "multiply", "average", "maximum", "minimum", "concatenate"].map { kind in
            (
                kind,
                """
                it joins several inputs, and in a line each layer has one. Write the network as a Model in Swift; residual(…) \
                adds a shortcut
                """
            )
        } + [
            (
                "shared",
                "it stands at several places of a network, and in a line each layer has one. Write a Model in Swift"
            )
        ]

    /// - Throws: ``LabError`` naming the word and what it should look like.
    package static func layer(_ word: String) throws -> any Layer {
        let (name, _) = try WordParts.nameAndInside(word)
        guard list.form(named: name) == nil else { return try list.value(word) }
        // `tanh` alone is an activation.
        if ActivationWord.list.form(named: name) != nil { return Activation(try ActivationWord.list.value(word)) }
        if let known = graphOnly.first(where: { Spelling.folded($0.kind) == Spelling.folded(name) }) {
            throw LabError("\(word): \(known.kind) cannot stand in a line of layers: \(known.reason).")
        }
        if let guess = Spelling.nearest(to: name, in: names + ActivationWord.list.names) {
            throw LabError(
                "there is no layer \"\(word)\". Did you mean \(guess)? %help \(guess) shows what it takes, %help network lists "
                    + "all layers.")
        }
        throw LabError(
            "there is no layer \"\(word)\". Layers are \(names.joined(separator: ", ")); and perceptron alone is Rosenblatt's. "
                + "%help dense shows what one takes.")
    }
}
