import Spelling

/// Every word that takes values in parentheses, for help texts and for the cutting of lines.
enum WordIndex {
    /// What a word is, how it is written, and what it does.
    struct Entry: Sendable {
        let noun: String
        let kind: String
        /// How it is written: `conv2d(filters, kernelSize, activation)`.
        let head: String
        let purpose: String
        /// The names of all its values.
        let values: [String]
        /// Those that need their name.
        let options: [String]

        var help: String {
            var lines = ["\(noun) \(head)"]
            if !purpose.isEmpty { lines.append("  " + purpose) }
            if !options.isEmpty { lines += ShortText.wrapped(["by name:"] + options.map { $0 + ":" }, indent: 2) }
            return lines.joined(separator: "\n")
        }
    }

    static let entries: [Entry] =
        entries(of: LayerWord.list) + entries(of: TransformerWord.list) + entries(of: ActivationWord.list)
        + entries(of: LossWord.list)
        + entries(of: MetricWord.list) + entries(of: OptimizerWord.list)
        + entries(of: ScheduleWord.list(for: TrainingLength(epochs: 1, stepsAnEpoch: 1)))
        + entries(of: InitializerWord.list) + entries(of: RegularizerWord.list) + entries(of: ConstraintWord.list)

    private static let folded = Set(entries.map { Spelling.folded($0.kind) })

    static func holds(_ word: String) -> Bool { folded.contains(Spelling.folded(WordParts.plain(word))) }

    /// All meanings of a word: `identity` is an activation and an initializer.
    static func entries(named word: String) -> [Entry] {
        let wanted = Spelling.folded(WordParts.plain(word))
        return entries.filter { Spelling.folded($0.kind) == wanted }
    }

    private static func entries<Value>(of list: WordList<Value>) -> [Entry] {
        list.forms.map {
            Entry(
                noun: list.noun, kind: $0.kind, head: $0.head, purpose: $0.purpose, values: $0.names,
                options: $0.options)
        }
    }
}
