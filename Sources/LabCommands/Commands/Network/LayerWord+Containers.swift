import NeuralEngine

extension LayerWord {
    /// Words that hold layers in their parentheses.
    static let containerForms: [WordForm<any Layer>] = [
        WordForm(
            kind: "residual", purpose: "Layers with a shortcut around them: y = x + f(x).", parameters: ["layers"],
            required: 1, takesRest: true, options: ["shortcut"]
        ) { values in
            let layers = try WordParts.split(values["layers"] ?? "").map(layer)
            return Residual(shortcut: try values["shortcut"].map(layer)) { layers }
        },
        WordForm(
            kind: "bidirectional", purpose: "A recurrent layer forwards and another one backwards.",
            parameters: ["layer"], required: 1, options: ["mergeMode"]
        ) { values in
            let inner = values["layer"] ?? ""
            guard let recurrent = try layer(inner) as? any RecurrentLayer else {
                throw LabError("\(values.word): \(inner) is no recurrent layer; expected lstm, gru or simpleRNN.")
            }
            let mode = try values.choice(
                "mergeMode",
                Bidirectional.MergeMode.allCases.map { ($0.rawValue, $0) } + [
                    ("concat", .concatenate), ("ave", .average), ("mul", .multiply),
                ])
            return Bidirectional(recurrent, mergeMode: mode ?? .concatenate)
        },
        WordForm(
            kind: "timeDistributed", purpose: "A layer on each step of a sequence alone, with the same weights.",
            parameters: ["layer"], required: 1
        ) { TimeDistributed(try layer($0["layer"] ?? "")) },
        WordForm(
            kind: "frozen", purpose: "A layer whose weights training leaves as they are.", parameters: ["layer"],
            required: 1
        ) { Frozen(try layer($0["layer"] ?? "")) },
    ]
}
