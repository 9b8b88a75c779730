import LabCommands
import NeuralEngine
import Testing

/// Lines that only differ in how they are written.
@Suite struct ParsingTests {
    @Test(arguments: [
        "%network n dense(16, tanh) dense(2, softmax) --input 2",
        "%network n dense(16,tanh) dense(2,softmax) --input 2",
        "%network   n\tdense( 16 , tanh )  dense(2, activation: softmax) --input [2]",
        "%network n dense (16, tanh) dense (2, softmax) --input 2",
        "%network n Dense(16, activation: .tanh) Dense(2, .softmax) --input 2",
        "%network n dense(16) tanh dense(2) activation(SoftMax) --input 2",
        "%NETWORK n dense(16, tanh) dense(2, softmax) --input=2",
        "%network --input 2 --seed 0 n dense(16, tanh) dense(2, softmax)",
    ])
    func networksHaveManySpellings(line: String) throws {
        let lab = LabTranscript()
        #expect(lab.run(line) == nil)
        let model = try lab.session.network("n")
        #expect(model.inputShape == [2])
        #expect(model.outputShape == [2])
        #expect(model.parameterCount == 2 * 16 + 16 + 16 * 2 + 2)
    }

    @Test(arguments: [
        ("categoricalCrossEntropy", "categoricalCrossEntropy"), ("categorical_crossentropy", "categoricalCrossEntropy"),
        ("CategoricalCrossentropy", "categoricalCrossEntropy"),
        ("categorical-cross-entropy", "categoricalCrossEntropy"),
        ("cce", "categoricalCrossEntropy"), ("sparse_categorical_crossentropy", "sparseCategoricalCrossEntropy"),
    ])
    func lossesHaveManySpellings(name: String, loss: String) throws {
        let lab = LabTranscript()
        lab.run("%data moons --samples 20", "%network n dense(2, softmax)")
        #expect(lab.text(of: "%train n --on moons --loss \(name) --swift").contains("loss: .\(loss),"))
        #expect(lab.run("%train n --on moons --loss \(name) --epochs 1") == nil)
    }

    @Test(arguments: [
        ("8x8", [8, 8]), ("8,8", [8, 8]), ("64", [64]), ("[8, 8]", [8, 8]), ("(8, 8)", [8, 8]), ("'8 x 8'", [8, 8]),
    ])
    func shapesHaveManySpellings(text: String, shape: [Int]) throws {
        let lab = LabTranscript()
        let quoted = text.contains(" ") && !text.hasPrefix("'") ? "'\(text)'" : text
        #expect(lab.run("%network n flatten dense(2) --input \(quoted)") == nil)
        #expect(try lab.session.network("n").inputShape == shape)
    }

    @Test(arguments: [
        ("'my file.csv'", "my_file"), ("\"my file.csv\"", "my_file"), ("folder/2024.csv", "data_2024"),
        ("a.b.csv", "a"),
    ])
    func fileNamesMayHoldBlanks(word: String, name: String) {
        let lab = LabTranscript()
        #expect(lab.text(of: "%data csv \(word) --target y --swift").hasPrefix("let \(name) = try Dataset.csv("))
    }

    /// Whatever the line, there is an answer: nothing traps and nothing is thrown past the interpreter.
    @Test func oddLinesAreAnswered() {
        let lab = LabTranscript()
        let pieces = [
            "%", "data", "network", "train", "plot", "n", "dense(", "dense(2)", ")", "'", "\"", "--on", "--swift", "--",
            "-", "-1",
            "nan", "moons", "--samples", "9999999999999999999", "--seed", "é", "\u{0}", "(", "--help", "--version",
            "--generate-completion-script", "--experimental-dump-help", "@", "=", "--on=", ",",
        ]
        var state: UInt64 = 1
        for _ in 0..<3000 {
            var line = "%"
            for _ in 0..<6 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                line += pieces[Int(state >> 33) % pieces.count] + ((state >> 20) & 1 == 0 ? " " : "")
            }
            if let message = lab.run(line) { #expect(message.hasPrefix("Error: ")) }
        }
    }
}
