import DataFiles
import Interchange
import NeuralEngine
import Testing

@Suite("ONNX")
struct ONNXImportTests {
    /// Layers of which the file holds more or fewer numbers than the network that wrote it: γ and β that are left out there are
    /// ones and zeros here, a head that shares an embedding's table has a copy of it, and sines of places are a table.
    private static let otherCounts = [
        "normalisations", "tied head", "transformers", "recipe of a gpt", "recipe of a bert",
    ]

    @Test("what is exported and read again gives the same answers", arguments: EveryLayer.all)
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
        if !Self.otherCounts.contains(kind.name) { #expect(again.parameterCount == model.parameterCount) }
    }

    @Test("activations that ONNX has, or whose formula is known again")
    func activations() throws {
        let functions: [ActivationFunction] = [
            .relu, .tanh, .sigmoid, .softplus, .softsign, .exponential, .selu, .hardSilu,
            .leakyRelu(negativeSlope: 0.3),
            .elu(alpha: 0.5), .celu(alpha: 2), .hardSigmoid, .softmax, .logSoftmax, .hardShrink, .softShrink, .relu6,
            .hardTanh, .silu, .mish, .gelu, .gelu(approximate: true), .logSigmoid, .tanhShrink, .squareplus,
            .squareplus(b: 2), .sparsePlus, .sparseSigmoid, .step, .sign, .threshold(0.2, defaultValue: -1), .sparsemax,
            .relu(negativeSlope: 0.1, maxValue: 2, threshold: 0.1), .relu(negativeSlope: 0.1, threshold: 0.2),
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

    @Test("attention between two sequences, and a layer that begins with another's state")
    func severalSequences() throws {
        let (left, right) = (Input(shape: [3, 4], name: "left"), Input(shape: [5, 6], name: "right"))
        let attended = MultiHeadAttention(numHeads: 2, keyDim: 3, valueDim: 5)(left, right)
        let state = LSTM(4, returnState: true)(left)
        let decoded = LSTM(4, returnSequences: true)(left, state)
        let both = Bidirectional(GRU(3, returnSequences: true), mergeMode: .average)(decoded)
        let model = try Model(
            inputs: [left, right], outputs: [Add()(attended, decoded), both, GRU(3)(decoded)], seed: 3)
        let folder = try TemporaryFolder()
        try model.export(onnx: folder.path + "/m.onnx")
        let again = try Model.load(onnx: folder.path + "/m.onnx")
        let inputs = [
            try Tensor.uniform([2, 3, 4], in: -1..<1, seed: 1), try Tensor.uniform([2, 5, 6], in: -1..<1, seed: 2),
        ]
        for (one, other) in zip(try model.predict(inputs: inputs), try again.predict(inputs: inputs)) {
            #expect(one.shape == other.shape)
            for (a, b) in zip(one.scalars, other.scalars) { #expect(abs(a - b) <= 1e-5 * max(1, abs(a))) }
        }
        #expect(again.parameterCount == model.parameterCount)
    }

    @Test("a transformer is read as attention, normalisations and sums, with the projections in their place")
    func transformer() throws {
        let model = try Sequential(
            inputShape: [5, 8], layers: [TransformerBlock(numHeads: 2, intermediateDim: 12, isCausal: true)], seed: 4)
        let folder = try TemporaryFolder()
        try model.export(onnx: folder.path + "/m.onnx")
        let again = try Model.load(onnx: folder.path + "/m.onnx")
        let codes = Set(again.layers.map(\.code))
        #expect(codes.contains("MultiHeadAttention(numHeads: 2, keyDim: 4, isCausal: true)"), "\(codes)")
        #expect(again.layers.count { $0 is Reshape || $0 is Permute } == 0)
    }

    /// By make_onnx_fixtures.py.
    static let pyTorchModels =
        [
            "mlp", "cnn", "lstm", "deconvolution", "residual", "bidirectional", "gru", "states", "attention",
            "upsampling",
        ].map { "torch_" + $0 }
        + [
            "mlp", "cnn", "lstm", "bidirectional", "states", "attention", "cross_attention", "encoder_layer", "encoder",
            "gpt", "normalizations",
        ].map { "dynamo_" + $0 }

    @Test("models that PyTorch wrote", arguments: pyTorchModels)
    func pyTorch(name: String) throws {
        let model = try Model.load(onnx: Fixture.path("\(name).onnx"))
        let arrays = try Tensor.npz(Fixture.path("torch_onnx.npz"))
        let (x, y) = (try #require(arrays[name + ".x"]), try #require(arrays[name + ".y"]))
        let answer = try model.predict(x)
        #expect(answer.shape == y.shape)
        // As in the tests of weights.
        for (ours, theirs) in zip(answer.scalars, y.scalars) {
            #expect(abs(ours - theirs) <= 1e-5 * max(1, abs(theirs)))
        }
        // Another batch is no other shape.
        let single = try model.predict(x.rows(0..<1))
        #expect(single.shape == [1] + y.shape.dropFirst())
        for (ours, theirs) in zip(single.scalars, y.scalars) {
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
        // A sine: an operator that no layer has.
        let bytes = try Sequential(inputShape: [4], layers: [Dense(2), Activation(.tanh)], seed: 1).onnx()
        let sine = try #require(bytes.replaced("Tanh", by: "Sinh"))
        try folder.write(sine, "a.onnx")
        let error = #expect(throws: EngineError.self) { try Model.load(onnx: folder.path + "/a.onnx") }
        #expect(
            error?.message.contains(
                "a.onnx, output 'output': node 't2' (Sinh): the operator Sinh is no layer of the engine") == true,
            "\(error?.message ?? "")")
        try folder.write(Array("no model".utf8), "b.onnx")
        #expect(throws: EngineError.self) { try Model.load(onnx: folder.path + "/b.onnx") }
    }
}

extension [UInt8] {
    /// One text in place of another of the same length; nil when it is not there.
    fileprivate func replaced(_ text: String, by other: String) -> [UInt8]? {
        let (old, new) = (Array(text.utf8), Array(other.utf8))
        guard old.count == new.count, let place = firstRange(of: old) else { return nil }
        var result = self
        result.replaceSubrange(place, with: new)
        return result
    }
}
