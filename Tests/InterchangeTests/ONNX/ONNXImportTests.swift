import DataFiles
import Interchange
import NeuralEngine
import Testing

@Suite("ONNX")
struct ONNXImportTests {
    /// What is made of operators for which there are layers.
    private static let importable = EveryLayer.all.filter { kind in
        ![
            "activations", "glu", "normalisations", "attention", "attention of other sizes", "transformers", "gpt",
            "tied head", "masked text", "shapes", "larger and smaller", "larger and smaller sequences",
            "frozen, each step", "bidirectional", "state",
        ].contains(kind.name)
    }

    @Test("what is exported and read again gives the same answers", arguments: importable)
    func roundTrip(kind: EveryLayer) throws {
        let folder = try TemporaryFolder()
        let model = try kind.model()
        try model.export(onnx: folder.path + "/m.onnx")
        let again = try Model.load(onnx: folder.path + "/m.onnx")
        let input = try kind.input()
        let (ours, theirs) = (try model.predict(input), try again.predict(input))
        #expect(ours.shape == theirs.shape)
        // The same products, perhaps in another order: a few units in the last place of numbers around 1.
        for (one, other) in zip(ours.scalars, theirs.scalars) { #expect(abs(one - other) <= 1e-5 * max(1, abs(one))) }
        #expect(again.parameterCount == model.parameterCount)
    }

    @Test("activations that ONNX has, or whose formula is known again")
    func activations() throws {
        let functions: [ActivationFunction] = [
            .relu, .tanh, .sigmoid, .softplus, .softsign, .exponential, .selu, .hardSilu,
            .leakyRelu(negativeSlope: 0.3),
            .elu(alpha: 0.5), .celu(alpha: 2), .hardSigmoid, .softmax, .logSoftmax, .hardShrink, .softShrink, .relu6,
            .hardTanh, .silu, .mish, .gelu, .gelu(approximate: true),
        ]
        for function in functions {
            let folder = try TemporaryFolder()
            let model = try Sequential(inputShape: [4], layers: [Activation(function), Dense(2)], seed: 1)
            try model.export(onnx: folder.path + "/m.onnx")
            let again = try Model.load(onnx: folder.path + "/m.onnx")
            #expect(again.layers.first?.code == "Activation(\(function.code))")
            #expect(again is Sequential)
        }
    }

    @Test("a residual graph of two inputs")
    func graph() throws {
        let (left, right) = (Input(shape: [4], name: "left"), Input(shape: [4], name: "right"))
        let sum = Dense(3, activation: .tanh)(Concatenate()(left, Maximum()(left, right)))
        let model = try Model(inputs: [left, right], outputs: [sum, Multiply()(sum, Dense(3)(sum))], seed: 2)
        let folder = try TemporaryFolder()
        try model.export(onnx: folder.path + "/m.onnx")
        let again = try Model.load(onnx: folder.path + "/m.onnx")
        let inputs = [
            try Tensor.uniform([5, 4], in: -1..<1, seed: 1), try Tensor.uniform([5, 4], in: -1..<1, seed: 2),
        ]
        for (one, other) in zip(try model.predict(inputs: inputs), try again.predict(inputs: inputs)) {
            for (a, b) in zip(one.scalars, other.scalars) { #expect(abs(a - b) <= 1e-6) }
        }
    }

    @Test("models that PyTorch wrote", arguments: ["mlp", "cnn", "lstm", "deconvolution", "residual"])
    func pyTorch(name: String) throws {
        let model = try Model.load(onnx: Fixture.path("torch_\(name).onnx"))
        let arrays = try Tensor.npz(Fixture.path("torch_onnx.npz"))
        let (x, y) = (try #require(arrays[name + ".x"]), try #require(arrays[name + ".y"]))
        let answer = try model.predict(x)
        #expect(answer.shape == y.shape)
        // As in the tests of weights.
        for (ours, theirs) in zip(answer.scalars, y.scalars) {
            #expect(abs(ours - theirs) <= 1e-5 * max(1, abs(theirs)))
        }
    }

    @Test("what has no equivalent is named when exporting")
    func exportErrors() throws {
        let masked = try Sequential(inputShape: [4, 2], layers: [Masking(), LSTM(3)])
        let odd = try Sequential(inputShape: [4, 2], layers: [GRU(3, activation: .silu)])
        let cases: [(Model, String)] = [
            (masked, "Layer 1 (LSTM) skips steps by a mask"), (odd, "Layer 0 (GRU) has the activation .silu"),
        ]
        let folder = try TemporaryFolder()
        for (model, message) in cases {
            let error = #expect(throws: EngineError.self) { try model.export(onnx: folder.path + "/m.onnx") }
            #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
        }
        #expect(folder.names == [])
    }

    @Test("what is no layer of the engine is named when importing")
    func importErrors() throws {
        let folder = try TemporaryFolder()
        let attention = try Sequential(inputShape: [4, 8], layers: [MultiHeadAttention(numHeads: 2, keyDim: 4)])
        try attention.export(onnx: folder.path + "/a.onnx")
        let error = #expect(throws: EngineError.self) { try Model.load(onnx: folder.path + "/a.onnx") }
        #expect(
            error?.message.contains("a.onnx, output 'output': the operator Split is no layer") == true,
            "\(error?.message ?? "")")
        try folder.write(Array("no model".utf8), "b.onnx")
        #expect(throws: EngineError.self) { try Model.load(onnx: folder.path + "/b.onnx") }
    }
}
