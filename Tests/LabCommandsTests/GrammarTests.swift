import LabCommands
import NeuralEngine
import Testing
import WorkerProtocol

/// What the kernel is told of the commands.
struct GrammarTests {
    @Test("Every command, with its options and what stands for values")
    func commands() throws {
        let grammar = try LabGrammar.grammar()
        #expect(
            grammar.commands.map(\.word) == [
                "data", "network", "train", "evaluate", "predict", "generate", "kmeans", "pca", "som",
                "autoencoder", "vae", "gan", "factorization", "recommend", "plot", "summary",
                "save", "load", "export", "who",
                "env",
                "cd", "pwd", "restore", "help",
            ])
        let train = try #require(grammar.commands.first { $0.word == "train" })
        #expect(train.arguments.map(\.names) == [["name"]])
        let rate = try #require(train.options.first { $0.names.contains("--lr") })
        #expect(rate.names == ["--learning-rate", "--lr"] && rate.takesValue && rate.help.contains("step"))
        let loss = try #require(train.options.first { $0.names == ["--loss"] })
        #expect(loss.values == [.word("loss")])
        let flag = try #require(train.options.first { $0.names == ["--no-shuffle"] })
        #expect(!flag.takesValue)
        #expect(train.help.contains("--epochs"))
    }

    @Test("Every sort of word that a value names exists")
    func words() throws {
        let grammar = try LabGrammar.grammar()
        let nouns = Set(grammar.words.map(\.noun))
        for argument in grammar.commands.flatMap({ $0.arguments + $0.options }) {
            for case .word(let noun) in argument.values where !noun.isEmpty { #expect(nouns.contains(noun), "\(noun)") }
        }
        let dense = try #require(grammar.words.first { $0.noun == "layer" && $0.name == "dense" })
        #expect(dense.values.contains("activation") && dense.text.hasPrefix("dense(units"))
    }

    @Test("Every option that takes a closed set of words says so")
    func closedSets() throws {
        let grammar = try LabGrammar.grammar()
        let kinds = try #require(grammar.commands.first { $0.word == "plot" }?.arguments.first)
        guard case .choice(let pictures)? = kinds.values.first else {
            Issue.record("no kinds of pictures")
            return
        }
        for kind in ["loss", "boundary", "confusion", "roc", "activation"] { #expect(pictures.contains(kind)) }
        // Everything that a picture is drawn of is offered, functions as well.
        let names = try #require(grammar.commands.first { $0.word == "plot" }?.arguments.last)
        #expect(names.isRepeating && names.values.contains(.word("activation")))
        let data = try #require(grammar.commands.first { $0.word == "data" }?.arguments.first)
        guard case .choice(let sets)? = data.values.first else {
            Issue.record("no kinds of data")
            return
        }
        #expect(sets.contains("moons") && sets.contains("csv"))
    }

    @Test(
        "A value in a few words, without running anybody's code",
        arguments: [
            (42, "42"), (1.5, "1.5"), (true, "true"), ("hola", "\"hola\""), ([1, 2, 3], "3 elements"),
            ([1.0], "1 element"), (Tensor([1, 2, 3]), "shape [3]"),
        ] as [(any Sendable, String)])
    func summary(value: any Sendable, expected: String) {
        #expect(ValueSummary.text(of: value) == expected)
    }

    @Test func aTypeOfACellIsNotAsked() {
        struct Mine: CustomStringConvertible {
            var description: String { fatalError("nobody may ask") }
        }
        #expect(ValueSummary.text(of: Mine()) == nil)
    }
}
