import NeuralEngine

/// A word for a whole transformer: `gpt(numBlocks: 4)`, `bert(128, 4, 2)`; it stands for the layers of one.
enum TransformerWord {
    /// What the data say of it, where it says nothing itself.
    struct Setting: Sendable {
        let sequenceLength: Int?
        let vocabularySize: Int?
    }

    private static let parameters = ["embeddingDim", "numHeads", "numBlocks"]
    private static let options = ["intermediateDim", "dropout", "vocabularySize", "sequenceLength"]

    static let list = WordList<@Sendable (Setting) throws -> [any Layer]>(
        noun: "transformer",
        forms: [
            WordForm(
                kind: "gpt", purpose: "All layers of a small GPT, which predicts the next token at each step.",
                parameters: parameters, options: options
            ) { values in
                let sizes = try Sizes(values)
                return { setting in
                    try Sequential.gptLayers(
                        vocabularySize: sizes.vocabulary(setting), contextLength: sizes.length(setting),
                        embeddingDim: sizes.embeddingDim, numHeads: sizes.numHeads, numBlocks: sizes.numBlocks,
                        intermediateDim: sizes.intermediateDim, dropout: sizes.dropout)
                }
            },
            WordForm(
                kind: "bert", purpose: "All layers of a small BERT, which guesses hidden tokens.",
                parameters: parameters, options: options
            ) { values in
                let sizes = try Sizes(values)
                return { setting in
                    try Sequential.bertLayers(
                        vocabularySize: sizes.vocabulary(setting), sequenceLength: sizes.length(setting),
                        embeddingDim: sizes.embeddingDim, numHeads: sizes.numHeads, numBlocks: sizes.numBlocks,
                        intermediateDim: sizes.intermediateDim, dropout: sizes.dropout)
                }
            },
        ])

    /// The layers of a word; nil when it is none of these.
    static func layers(_ word: String, _ setting: Setting) throws -> [any Layer]? {
        let (name, _) = try WordParts.nameAndInside(word)
        return list.form(named: name) == nil ? nil : try list.value(word)(setting)
    }

    /// The numbers of a word.
    private struct Sizes: Sendable {
        let word: String
        let embeddingDim: Int
        let numHeads: Int
        let numBlocks: Int
        let intermediateDim: Int?
        let dropout: Double
        private let vocabularySize: Int?
        private let sequenceLength: Int?

        init(_ values: WordArguments) throws {
            word = values.word
            embeddingDim = try values.count("embeddingDim") ?? 64
            numHeads = try values.count("numHeads") ?? 4
            numBlocks = try values.count("numBlocks") ?? 2
            intermediateDim = try values.count("intermediateDim")
            dropout = try values.rate("dropout") ?? 0
            vocabularySize = try values.count("vocabularySize")
            sequenceLength = try values.count("sequenceLength")
        }

        func vocabulary(_ setting: Setting) throws -> Int {
            if let size = vocabularySize ?? setting.vocabularySize { return size }
            throw LabError(
                "\(word): the newest data set is no text, so the vocabulary is not known: make one (%data quijote), or say "
                    + "vocabularySize: 96.")
        }

        func length(_ setting: Setting) throws -> Int {
            if let length = sequenceLength ?? setting.sequenceLength { return length }
            throw LabError("\(word): the length of its sequences is not known: say --input 64, or sequenceLength: 64.")
        }
    }
}
