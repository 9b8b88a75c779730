import Foundation
import LabCommands
import NeuralEngine
import Testing

/// Any line at all as a command: it is read, or there is an error that says something; nothing traps.
///
/// Lines are read as far as their Swift code, which takes all options and words apart, and nothing of what they say is done.
@Suite struct CommandFuzzTests {
    /// `CUADERNO_FUZZ_ROUNDS=1000000` for a long run, `CUADERNO_FUZZ_SEED` for another one.
    private static let rounds = number("CUADERNO_FUZZ_ROUNDS") ?? 4_000
    private static let seed = UInt64(number("CUADERNO_FUZZ_SEED") ?? 20_261_130)

    private static func number(_ variable: String) -> Int? {
        ProcessInfo.processInfo.environment[variable].flatMap { Int($0) }
    }

    /// Lines that are right.
    private static let lines = [
        "%data moons --samples 1000 --noise 0.1 --split 0.8 --seed 7",
        "%data csv f.csv --target species --task regression",
        "%data spirals --classes 3 --turns 1.5 --standardize", "%data idx a-images-idx3.gz --labels l.gz",
        "%data mnist", "%data text a.txt --by words --length 32 --stride 8 --vocabulary 500 --split 0.9",
        "%data airPassengers --length 12 --horizon 2 --split 0.8",
        "%network n gpt(64, 4, 2, dropout: 0.1, vocabularySize: 9) --input 64",
        "%generate n --on moons --prompt 'a b' --count 10 --temperature 0.5 --top-k 3 --top-p 0.9",
        "%network n dense(16, tanh, l2: 0.01, initializer: heNormal) dropout(0.2) dense(2, softmax) --input 2 --seed 1",
        "%network n conv2d(8, [3, 2], relu, padding: same) maxPooling2d(2) flatten dense(10) --input 8x8x1",
        "%network n embedding(11, 4) bidirectional(lstm(8, returnSequences: true)) residual(dense(8, relu), dense(8))",
        "%network n transformerBlock(2, 16, causal: true) globalAveragePooling1d --input [5, 8]",
        "%network p perceptron --input 2",
        "%train n --on moons --loss categoricalCrossEntropy(labelSmoothing: 0.1) --optimizer adam(0.01, beta1: 0.9) --epochs 3",
        "%train n --on moons --schedule cosineDecay(0.1, 100) --metric accuracy --metric topK(3) --batch 32 --folds 5",
        "%train n --on moons --patience 3 --clip-norm 1 --weight-decay 0.01 --class-weight balanced --monitor val_loss",
        "%evaluate n --on moons --metric accuracy --report", "%predict n --on moons 1 2", "%predict n 0.5 -0.5",
        "%plot loss n --save loss.svg", "%plot boundary n --on moons", "%summary n", "%save n n.safetensors",
        "%load 'my file.onnx' --name b", "%export n n.onnx --swift", "%help dense", "%env NAME=value", "%who",
    ]

    private static let pieces = [
        "%", "\"", "'", "\\", "(", ")", "[", "]", "{", "}", ",", ":", "=", "--", "-", "-1", "+", ".", "0", "1e999",
        "-1e-999",
        "nan", "inf", "9999999999999999999", "-9223372036854775808", "0x7f", "1_000", "é", "🙂", "e\u{301}", "\u{0}",
        "\u{7F}", "\u{202E}", "\t", "  ", "--help", "--version", "--experimental-dump-help",
        "--generate-completion-script",
        "--on=", "--seed", "--swift", "dense(", "dense(dense(dense(1)))", "relu", "glorotUniform", "l2: ", "true",
        "null",
        "moons", "n", "x", "@", "!", "#", "$", "~", "/", "../", "*", "?", "<", ">", "|", ";", "&",
    ]

    @Test("nothing stops the reader of lines, and every error says something")
    func lines() throws {
        let lab = LabTranscript()
        lab.run("%data moons --samples 20", "%network n dense(2, softmax)")
        var generator = SeededGenerator(seed: Self.seed)
        var (read, refused) = (0, 0)
        for number in 0..<Self.rounds {
            let line = Self.line(&generator)
            do {
                _ = try LabInterpreter.code(of: line, session: lab.session, output: lab.silent)
                read += 1
            } catch {
                refused += 1
                if "\(error)".isEmpty {
                    Issue.record("no words for input \(number) of seed \(Self.seed): \(line.debugDescription)")
                    return
                }
            }
        }
        // Both happen, or the damage is not worth its name.
        #expect(read > Self.rounds / 100)
        #expect(refused > Self.rounds / 10)
        if Self.rounds >= 1_000_000 { print("fuzz command lines: \(Self.rounds), \(refused) refused, \(read) read") }
    }

    private static func line(_ generator: inout SeededGenerator) -> String {
        var bytes = Array((lines.randomElement(using: &generator) ?? "").utf8)
        for _ in 0..<Int.random(in: 0...4, using: &generator) where !bytes.isEmpty {
            let start = Int.random(in: 0..<bytes.count, using: &generator)
            let end = min(bytes.count, start + Int.random(in: 1...12, using: &generator))
            let piece = Array((pieces.randomElement(using: &generator) ?? "").utf8)
            switch Int.random(in: 0..<7, using: &generator) {
            case 0: bytes.removeSubrange(start..<end)
            case 1: bytes.insert(contentsOf: bytes[start..<end], at: Int.random(in: 0...bytes.count, using: &generator))
            case 2: bytes[start] = UInt8.random(in: 0...255, using: &generator)
            case 3: bytes.replaceSubrange(start..<end, with: piece)
            case 4: bytes += Array(" ".utf8) + piece
            case 5:
                let other = Array((lines.randomElement(using: &generator) ?? "").utf8)
                bytes = bytes[..<end] + other.suffix(Int.random(in: 0...other.count, using: &generator))
            default: bytes.insert(contentsOf: piece, at: start)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
