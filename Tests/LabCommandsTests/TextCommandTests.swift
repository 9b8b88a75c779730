import LabCommands
import NeuralEngine
import Testing

/// `%data text`, `%data airPassengers`, `%network … gpt` and `%generate`.
@Suite struct TextCommandTests {
    static let rhyme = String(repeating: "tres tristes tigres tragaban trigo en un trigal. ", count: 12)

    @Test func aTextIsLearnedAndContinued() throws {
        let lab = LabTranscript()
        let file = try TemporaryFile.write(Self.rhyme, name: "rhyme.txt")
        #expect(lab.run("%data text \(file) --length 16 --stride 1 --split 0.8") == nil)
        let (train, test) = (try lab.session.dataset("rhyme"), try lab.session.dataset("rhymeTest"))
        #expect(train.featureShape == [16] && test.featureShape == [16])
        let words = try #require(train.tokenizer?.vocabulary.count)
        #expect(lab.run("%network writer gpt(32, 4, 1) --seed 1") == nil)
        #expect(try lab.session.network("writer").outputShape == [16, words])
        #expect(
            lab.run("%train writer --on rhyme --epochs 15 --optimizer adam(0.01) --loss sparseCategoricalCrossEntropy")
                == nil)
        let written = lab.text(of: "%generate writer --prompt 'tres tristes ' --count 20 --temperature 0")
        #expect(written == "tres tristes tigres tragaban trig")
        let drawn = "%generate writer --prompt 'tres ' --count 30 --top-k 3 --top-p 0.9 --temperature 2 --seed 1"
        #expect(lab.text(of: drawn) == lab.text(of: drawn))
        #expect(lab.text(of: drawn).count == 35)
    }

    @Test func wordsAndPieces() throws {
        let lab = LabTranscript()
        #expect(lab.run("%data quijote --by words --length 12 --vocabulary 300 --name palabras") == nil)
        #expect(try lab.session.dataset("palabras").tokenizer is WordTokenizer)
        #expect(try lab.session.dataset("palabras").tokenizer?.vocabulary.count == 300)
        #expect(lab.run("%data quijote --by byte_pairs --vocabulary 120 --name pares") == nil)
        #expect(try lab.session.dataset("pares").tokenizer is BytePairTokenizer)
        #expect(lab.run("%network b bert(16, 2, 1, vocabularySize: 40, sequenceLength: 64)") == nil)
        #expect(try lab.session.network("b").outputShape == [64, 40])
    }

    @Test func aSeriesIsSplitInOrder() throws {
        let lab = LabTranscript()
        #expect(lab.run("%data airPassengers --length 12 --split 0.75 --name p") == nil)
        let whole = try Dataset.airPassengers(length: 12)
        #expect(try lab.session.dataset("pTest").targets.scalars == Array(whole.targets.scalars.suffix(33)))
    }

    @Test(arguments: [
        (
            "%data quijote --length 32 --stride 8 --split 0.9",
            "let (quijote, quijoteTest) = try Dataset.text(Texts.quijote(), length: 32, stride: 8, validation: 0.1)"
        ),
        (
            "%data text novela.txt --by words --vocabulary 500",
            #"let novela = try Dataset.text(Texts.file("novela.txt"), by: .words, vocabularyLimit: 500)"#
        ),
        (
            "%data airPassengers --length 12 --horizon 2 --split 0.8 --name p",
            "let (p, pTest) = try Dataset.airPassengers(length: 12, horizon: 2).split(validation: 0.2, shuffle: false)"
        ),
        (
            #"%generate g --prompt "¿Qué" --count 50 --temperature 0.7 --top-k 5 --top-p 0.5 --seed 3"#,
            """
            let gWriter = try LanguageModel(g, of: rhyme)
            print(try gWriter.generate("¿Qué", count: 50, temperature: 0.7, topK: 5, topP: 0.5, seed: 3))
            """
        ),
        (
            "%network h gpt(8, 2, 1, dropout: 0.1) --seed 2",
            """
            let h = try Sequential(inputShape: rhyme.featureShape, seed: 2, name: "h") {
                TokenAndPositionEmbedding(vocabularySize: 14, sequenceLength: 8, embeddingDim: 8, embeddingsInitializer: .normal(deviation: 0.02))
                Dropout(rate: 0.1)
                TransformerBlock(numHeads: 2, intermediateDim: 32, dropout: 0.1, activation: .gelu(approximate: true), normalizeFirst: true, isCausal: true)
                LayerNormalization(epsilon: 1e-05)
                ReversedEmbedding()
                Activation(.softmax)
            }
            """
        ),
    ])
    func code(line: String, code: String) throws {
        let lab = LabTranscript()
        let file = try TemporaryFile.write(Self.rhyme, name: "rhyme.txt")
        #expect(
            lab.run("%data text \(file) --length 8", "%network g gpt(8, 2, 1)", "%train g --on rhyme --epochs 1") == nil
        )
        #expect(lab.text(of: line + " --swift") == code)
    }

    @Test(arguments: [
        ("%data quijote --by letters", "letters"), ("%data quijote --samples 3", "--samples is for"),
        ("%data quijote --standardize", "--standardize is for numbers"), ("%data text", "needs a file"),
        ("%data text no-such-file.txt", "no-such-file.txt"), ("%data moons --by words", "--by is for quijote, text"),
        ("%data airPassengers --length 200", "too few"), ("%data quijote novel.txt", "takes no file"),
        ("%network g gpt", "vocabularySize"), ("%network g gpt(vocabularySize: 9) --input 8x8", "sequenceLength"),
        ("%network g gpt(10, 3, 1, vocabularySize: 9) --input 8", "numHeads is 3"),
        ("%network g gpt(10, 2, 1, layers: 3) --input 8", "layers"),
        ("%generate clf --prompt a", "has not been trained"),
        ("%generate clf --prompt a --on iris", "not made of a text"),
        ("%generate nobody --prompt a", "nobody"), ("%generate clf", "--prompt"),
    ])
    func mistakes(line: String, part: String) {
        let lab = LabTranscript()
        #expect(lab.run("%data iris", "%network clf dense(3, softmax)") == nil)
        let message = lab.run(line)
        #expect(message?.contains(part) == true, "\(message ?? "it was done")")
    }
}
