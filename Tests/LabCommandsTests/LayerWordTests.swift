import Foundation
import LabCommands
import NeuralEngine
import Testing

/// Layers as commands write them, and as Swift writes the same.
@Suite("Layers in commands")
struct LayerWordTests {
    /// Each word with all that it takes, and the code of the layer that it makes.
    static let words = coreWords + pictureWords + sequenceWords + containerWords

    @Test(arguments: words)
    func code(word: String, code: String) throws {
        #expect(try LayerWord.layer(word).code == code)
    }

    /// A value that no test gives could go to another one's place.
    @Test func everyValueOfEveryWordIsTested() {
        for kind in LayerWord.names {
            let own = Self.words.map(\.0).filter { $0.lowercased().hasPrefix(kind.lowercased() + "(") || $0 == kind }
            #expect(!own.isEmpty, "\(kind)")
            let text = own.joined(separator: " ")
            let positional = Set([
                "units", "activation", "name", "rate", "deviation", "lengths", "axes", "count", "groups", "filters",
                "kernelSize", "poolSize", "size", "padding", "cropping", "maskValue", "inputDim", "outputDim",
                "sequenceLength", "maxWavelength", "numHeads", "keyDim", "intermediateDim", "layers", "layer",
            ])
            for name in LayerWord.valueNames(of: kind) where !positional.contains(name) {
                #expect(text.contains("\(name):"), "\(kind) is not tested with \(name)")
            }
        }
    }

    /// A layer of the engine has a word, or is listed as one that a line cannot hold.
    @Test func everyLayerOfTheEngineHasAWord() throws {
        let known = Set(LayerWord.names.map { $0.lowercased() })
        let excused = Set(LayerWord.graphOnly.map { $0.kind.lowercased() })
        let layers = try Self.layersOfTheEngine()
        // The search finds what it has to find.
        #expect(
            layers.isSuperset(of: ["Dense", "LSTM", "Conv2D", "Concatenate", "Shared", "Frozen", "TimeDistributed"]))
        for layer in layers.sorted() {
            let isKnown = known.contains(layer.lowercased())
            let isExcused = excused.contains(layer.lowercased())
            #expect(
                isKnown != isExcused,
                "\(layer) needs a word in LayerWord's forms, or a reason in LayerWord.graphOnly, and not both")
        }
        for (kind, reason) in LayerWord.graphOnly {
            #expect(layers.contains { $0.lowercased() == kind }, "\(kind) is no layer of the engine any more")
            #expect(!reason.isEmpty)
        }
    }

    /// The public types of the engine that are layers.
    private static func layersOfTheEngine() throws -> Set<String> {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder = root.appendingPathComponent("Sources/NeuralEngine")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var names: Set<String> = []
        let declaration = try Regex(
            #"(?m)^public (?:final )?(?:struct|class) (\w+)\s*:[^{]*\b(?:Layer|MergingLayer|RecurrentLayer|WrappingLayer)\b"#
        )
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: declaration) {
                if let name = match.output[1].substring { names.insert(String(name)) }
            }
        }
        return names
    }

    @Test(arguments: [
        ("conv2d(16)", "kernelSize is missing"), ("conv2d(16, 3, pading: same)", "Did you mean padding?"),
        ("conv2d(16, 3, padding: around)", "valid or same"), ("conv2d(16, [3, 3, 3])", "3 lengths"),
        ("lstm(8, 4)", "4"), ("lstn(8)", "Did you mean lstm?"), ("leakyrely(0.1)", "Did you mean leakyRelu?"),
        ("bidirectional(dense(4))", "no recurrent layer"), ("residual()", "layers is missing"),
        ("dense(4, units: 5)", "given twice"), ("lstm(8, returnSequences: perhaps)", "true or false"),
        ("dense(4, relu, initializer: heNorml)", "did you mean \"heNormal\"?"),
        ("dense(4, initializer: constant)", "value is missing"),
        ("dense(4, regularizer: l3(1))", "there is no regularizer named \"l3\""),
        ("dense(4, constraint: maxNorm(-1))", "-1 is no limit"),
        ("dense(4, l2: 0.1, regularizer: l1(0.1))", "both say the penalty"),
        ("dense(4, maxNorm: 1, constraint: unitNorm)", "both say the rule"),
        ("dense(4, l2: -1)", "-1 is no l2"), ("dense(4, l2: nan)", "nan is no l2"),
        ("dense(4, )", "a value is missing"),
        ("dense(16, tanh(2))", "1 value"), ("elu(-1)", "-1 is no alpha"), ("celu(0)", "alpha"),
        ("zeroPadding1D(2, before: 1)", "both given"), ("zeroPadding2D(-1)", "whole numbers from 0"),
        ("tokenAndPositionEmbedding(10, 20, 30)", "vocabularySize:"), ("flatten(3)", "1 value"),
        ("batchNormalization(momentum: 2)", "from 0 to 1"), ("gaussianNoise(-1)", "number from 0"),
        ("concatenate", "cannot stand in a line of layers"), ("add(dense(2))", "residual(…)"),
        ("shared(dense(2))", "Model in Swift"),
    ])
    func mistakes(word: String, mentions: String) {
        do {
            let layer = try LayerWord.layer(word)
            Issue.record("\(word) made \(layer.code)")
        } catch {
            #expect("\(error)".contains(mentions), "\(error)")
        }
    }
}
