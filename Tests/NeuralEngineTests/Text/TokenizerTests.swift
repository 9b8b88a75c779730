import Foundation
import NeuralEngine
import Testing

@Suite("Tokenizers")
struct TokenizerTests {
    @Test("characters: code points in order, every text comes back, an unknown one is named")
    func characters() throws {
        let letters = try CharacterTokenizer(of: "hello wörld")
        #expect(letters.vocabulary.entries == [" ", "d", "e", "h", "l", "o", "r", "w", "ö"])
        #expect(try letters.decode(letters.encode("wörld hello")) == "wörld hello")
        let error = #expect(throws: EngineError.self) { try letters.encode("hexe") }
        #expect(error?.code == .invalidData)
        #expect(error?.message.contains("'x' (character 2 of the text)") == true, "\(error?.message ?? "")")
        #expect(throws: EngineError.self) { try letters.decode([9]) }
        #expect(throws: EngineError.self) { try letters.decode([-1]) }
        #expect(throws: EngineError.self) { try CharacterTokenizer(of: "") }
    }

    @Test("words: small letters, punctuation apart, and Spanish signs that open stand before their word")
    func words() throws {
        let words = try WordTokenizer(of: "¿Quién es? El cura, el barbero; el fin (del ama). ¡Oh! d'or bien-dicho")
        #expect(Array(words.vocabulary.entries.prefix(3)) == ["<pad>", "<unk>", "el"])
        let text = "¿quién es? el cura, el barbero; el fin (del ama). ¡oh! d'or bien-dicho"
        #expect(try words.decode(words.encode(text.uppercased())) == text)
        #expect(try words.encode("dragón el") == [1, 2])
        let strict = try WordTokenizer(of: "a b", special: [])
        #expect(throws: EngineError.self) { try strict.encode("c") }
    }

    @Test(
        "a limit keeps the most frequent and makes the others unknown",
        arguments: [(3, ["<unk>", "a", "b"]), (4, ["a", "b", "c", "d"]), (5, ["a", "b", "c", "d"])])
    func limit(limit: Int, entries: [String]) throws {
        // With room for all four, nothing is unknown.
        #expect(try WordTokenizer(of: "a a a b b c d", limit: limit, special: []).vocabulary.entries == entries)
    }

    @Test("a limit without room for a word is an error")
    func tooSmallLimit() throws {
        #expect(throws: EngineError.self) { try WordTokenizer(of: "a b c", limit: 2) }
        #expect(throws: EngineError.self) { try CharacterTokenizer(of: "abc", limit: 1) }
        #expect(try CharacterTokenizer(of: "aab", limit: 2).vocabulary.entries == ["a", "b"])
    }

    @Test("byte pairs: the most frequent pairs first, any text of the same letters comes back")
    func bytePairs() throws {
        // Sennrich's own example: low ×5, lower ×2, newest ×6, widest ×3.
        let text = [("low", 5), ("lower", 2), ("newest", 6), ("widest", 3)]
            .flatMap { Array(repeating: $0.0, count: $0.1) }.joined(separator: "\n")
        let pairs = try BytePairTokenizer(of: text, vocabularySize: 11 + 4)
        #expect(Set(pairs.vocabulary.entries.dropFirst(11)) == ["es", "est", "lo", "low"])
        #expect(try pairs.encode("lowest").count == 2)
        #expect(try pairs.decode(pairs.encode("wolds\nnew")) == "wolds\nnew")

        let quijote = try Texts.quijote()
        let larger = try BytePairTokenizer(of: quijote, vocabularySize: 200)
        #expect(larger.vocabulary.count == 200)
        let numbers = try larger.encode(quijote)
        #expect(try larger.decode(numbers) == quijote)
        // Joining makes the text shorter: 131 pairs take a third of its tokens or more.
        #expect(numbers.count < quijote.count * 2 / 3)
        #expect(throws: EngineError.self) { try BytePairTokenizer(of: quijote, vocabularySize: 60) }
    }

    @Test("windows are followed by themselves one place later")
    func windows() throws {
        let letters = try CharacterTokenizer(of: "hello wörld")
        let data = try letters.windows(of: "hello wörld", length: 4, stride: 3)
        #expect(data.features.shape == [3, 4])
        let first = try letters.encode("hello").map { Float($0) }
        #expect(Array(data.features.scalars.prefix(4)) == Array(first.prefix(4)))
        #expect(Array(data.targets.scalars.prefix(4)) == Array(first.suffix(4)))
        #expect(try letters.windows(of: "hello wörld", length: 4, stride: .max).count == 1)
        #expect(data.tokenizer?.vocabulary == letters.vocabulary)
        #expect(try data.rows([0]).tokenizer?.vocabulary == letters.vocabulary)
        #expect(throws: EngineError.self) { try letters.windows(of: "held", length: 4) }
        #expect(throws: EngineError.self) { try letters.windows(of: "hello", length: 0) }
    }

    @Test("what is held back shares no token with what is learned from")
    func validation() throws {
        let text = String((0..<100).map { Character(UnicodeScalar(UInt8(33 + $0 % 90))) })
        let letters = try CharacterTokenizer(of: text)
        let (train, held) = try letters.windows(of: text, length: 5, stride: 2, validation: 0.2)
        let numbers = try letters.encode(text).map { Float($0) }
        #expect(train.targets.scalars.last == numbers[79] || train.targets.scalars.last == numbers[78])
        #expect(held.features.scalars.first == numbers[80])
        #expect(held.count == 3)
        #expect(throws: EngineError.self) { try letters.windows(of: text, length: 5, validation: 1) }
    }

    @Test("sequences are filled up and cut")
    func sequences() throws {
        let words = try WordTokenizer(of: "a a a b b c")
        #expect(try words.sequences(of: ["a b", "c b a c"], length: 3) == [[2, 3, 0], [4, 3, 2]])
        #expect(throws: EngineError.self) { try words.sequences(of: ["a", " "], length: 3) }
        let bare = try CharacterTokenizer(of: "abc")
        #expect(throws: EngineError.self) { try bare.sequences(of: ["a"], length: 2) }
    }

    @Test("n-grams count: by hand for a text of four tokens")
    func nGrams() throws {
        // 0 0 0 1: p(0) = (3 + s) / (4 + 2 s).
        let unigram = try NGramModel([0, 0, 0, 1], order: 1, vocabularySize: 2, smoothing: 1)
        let expected = -(3 * (4.0 / 6).logarithm + (2.0 / 6).logarithm) / 4
        // Doubles, in another order of adding.
        #expect(abs(try unigram.crossEntropy(of: [0, 0, 0, 1]) - expected) < 1e-12)
        // Pairs 00, 00, 01: p(0 | 0) = (2 + 1) / (3 + 2), p(1 | 0) = 2 / 5, and p(0 | 1) = 1 / 2 unseen.
        let bigram = try NGramModel([0, 0, 0, 1], order: 2, vocabularySize: 2, smoothing: 1)
        #expect(abs(try bigram.crossEntropy(of: [0, 1, 0]) + ((0.4).logarithm + (0.5).logarithm) / 2) < 1e-12)
        #expect(throws: EngineError.self) { try NGramModel([0], order: 2, vocabularySize: 2) }
        #expect(throws: EngineError.self) { try NGramModel([0], order: 1, vocabularySize: 2, smoothing: 0) }
    }

    @Test("the texts that come with the engine are what their documentation says")
    func bundled() throws {
        let quijote = try Texts.quijote()
        #expect(quijote.hasPrefix("Capítulo primero. Que trata de la condición"))
        #expect(quijote.count == 31229 && Set(quijote).count == 69)
        let sentences = try Texts.sentences()
        #expect(sentences.classNames == ["mar", "cocina", "música", "deporte"])
        for label in 0..<4 { #expect(sentences.labels.count { $0 == label } == 50) }
        let (train, held) = try sentences.split(validation: 0.2, seed: 1)
        #expect(held.count == 40 && Set(held.texts).isDisjoint(with: train.texts))
        #expect(try train.first(perClass: 5).labels.count == 20)
        #expect(throws: EngineError.self) { try LabelledTexts(texts: ["a"], labels: [1], classNames: ["x"]) }
    }
}

extension Double {
    fileprivate var logarithm: Double { Foundation.log(self) }
}
