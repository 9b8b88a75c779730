import LabCommands
import NeuralEngine
import Testing

/// Layers as commands write them, and as Swift writes the same.
@Suite("Layers in commands")
struct LayerWordTests {
    @Test(arguments: [
        ("dense(16, l2: 0.01)", "Dense(16, kernelRegularizer: .l2(0.01))"),
        (
            "dense(4, relu, bias: false, maxNorm: 2)",
            "Dense(4, activation: .relu, bias: false, kernelConstraint: .maxNorm(2))"
        ),
        ("reshape(8, 8, 1)", "Reshape([8, 8, 1])"),
        ("maxPooling2D", "MaxPooling2D()"),
        ("globalAveragePooling2D", "GlobalAveragePooling2D()"),
        ("LSTM(32)", "LSTM(32)"),
        ("lstm(32, returnSequences: true)", "LSTM(32, returnSequences: true)"),
        ("bidirectional(gru(8))", "Bidirectional(GRU(8))"),
        ("residual(dense(8, relu), dense(4))", "Residual { Dense(8, activation: .relu); Dense(4) }"),
        ("residual(dense(4), shortcut: dense(4))", "Residual(shortcut: Dense(4)) { Dense(4) }"),
        ("frozen(dense(3))", "Frozen(Dense(3))"),
    ])
    func code(word: String, code: String) throws {
        #expect(try LayerWord.layer(word).code == code)
    }

    @Test(arguments: [
        ("conv2d(16)", "kernelSize is missing"), ("conv2d(16, 3, pading: same)", "Did you mean padding?"),
        ("conv2d(16, 3, padding: around)", "valid or same"), ("lstm(8, 4)", "4"), ("lstn(8)", "Did you mean lstm?"),
        ("bidirectional(dense(4))", "no recurrent layer"), ("residual()", "expected layers"),
        ("dense(4, units: 5)", "given twice"), ("lstm(8, returnSequences: perhaps)", "true or false"),
    ])
    func mistakes(word: String, mentions: String) {
        do {
            let layer = try LayerWord.layer(word)
            Issue.record("\(word) made \(layer.code)")
        } catch {
            #expect("\(error)".contains(mentions))
        }
    }
}
