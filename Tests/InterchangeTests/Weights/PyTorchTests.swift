import DataFiles
import Interchange
import NeuralEngine
import Testing

/// A network of ours for a file that make_fixtures.py had PyTorch write.
struct PyTorchCase: CustomTestStringConvertible, Sendable {
    let name: String
    let layers: @Sendable () -> [any Layer]
    /// The file's names for the layers; found out when nil.
    var layerNames: [String]?

    init(_ name: String, layerNames: [String]? = nil, _ layers: @escaping @Sendable () -> [any Layer]) {
        (self.name, self.layerNames, self.layers) = (name, layerNames, layers)
    }

    var testDescription: String { name }

    static let all: [PyTorchCase] = [
        PyTorchCase("dense") { [Dense(4, activation: .tanh), Dense(3, activation: .softmax)] },
        PyTorchCase("conv1d") { [Conv1D(4, kernelSize: 3, strides: 2)] },
        PyTorchCase("conv2d") {
            [Conv2D(4, kernelSize: [3, 2], activation: .relu), Conv2D(6, kernelSize: 2, groups: 2, bias: false)]
        },
        PyTorchCase("depthwise") { [DepthwiseConv2D(kernelSize: 3, depthMultiplier: 2)] },
        PyTorchCase("separable") { [SeparableConv2D(5, kernelSize: 3, depthMultiplier: 2)] },
        PyTorchCase("conv1d_transposed") { [Conv1DTranspose(4, kernelSize: 3, strides: 2)] },
        PyTorchCase("conv2d_transposed") { [Conv2DTranspose(4, kernelSize: [3, 2], strides: 2)] },
        PyTorchCase("batch_normalization") { [BatchNormalization(epsilon: 1e-5)] },
        PyTorchCase("layer_normalization") { [LayerNormalization(epsilon: 1e-5)] },
        PyTorchCase("group_normalization") { [GroupNormalization(groups: 3, epsilon: 1e-5)] },
        PyTorchCase("rms_normalization") { [RMSNormalization(epsilon: 1e-6)] },
        PyTorchCase("prelu") { [PReLU(sharedAxes: [1, 2])] },
        PyTorchCase("embedding") { [Embedding(inputDim: 11, outputDim: 4)] },
        PyTorchCase("simple_rnn", layerNames: ["layer"]) { [SimpleRNN(3, returnSequences: true)] },
        PyTorchCase("lstm") { [LSTM(3, returnSequences: true)] },
        PyTorchCase("gru") { [GRU(3, returnSequences: true)] },
        PyTorchCase("gru_without_bias") { [GRU(3, bias: false, returnSequences: true)] },
        PyTorchCase("bidirectional_gru") { [Bidirectional(GRU(3, returnSequences: true))] },
        PyTorchCase("bidirectional_lstm") { [Bidirectional(LSTM(3, returnSequences: true))] },
        PyTorchCase("attention") { [MultiHeadAttention(numHeads: 2, keyDim: 4)] },
        PyTorchCase("transformer", layerNames: [""]) { [TransformerBlock(numHeads: 2, intermediateDim: 12)] },
        PyTorchCase("transformer_normalize_first") {
            [TransformerBlock(numHeads: 2, intermediateDim: 12, activation: .gelu, normalizeFirst: true)]
        },
        PyTorchCase("twelve_modules") { (0..<6).map { _ in Dense(4, activation: .tanh) } },
    ]
}

@Suite("PyTorch's weights")
struct PyTorchTests {
    static let cases = Result { try Tensor.npz(Fixture.path("cases.npz")) }

    @Test("a network with PyTorch's weights gives PyTorch's answers", arguments: PyTorchCase.all)
    func reading(of kind: PyTorchCase) throws {
        let arrays = try Self.cases.get()
        let (x, y) = (try #require(arrays[kind.name + ".x"]), try #require(arrays[kind.name + ".y"]))
        let model = try Sequential(inputShape: Array(x.shape.dropFirst()), layers: kind.layers())
        try model.loadWeights(safetensors: Fixture.path(kind.name + ".safetensors"), layerNames: kind.layerNames)
        let answer = try model.predict(x)
        #expect(answer.shape == y.shape)
        // Sums of up to 30 products of numbers around 1 in another order: a few units in the last place.
        for (ours, theirs) in zip(answer.scalars, y.scalars) {
            #expect(abs(ours - theirs) <= 1e-5 * max(1, abs(theirs)))
        }
    }

    @Test("what is written holds PyTorch's own names, shapes and numbers", arguments: PyTorchCase.all)
    func writing(of kind: PyTorchCase) throws {
        let x = try #require(try Self.cases.get()[kind.name + ".x"])
        let model = try Sequential(inputShape: Array(x.shape.dropFirst()), layers: kind.layers())
        let path = Fixture.path(kind.name + ".safetensors")
        try model.loadWeights(safetensors: path, layerNames: kind.layerNames)
        let bytes = try FileReader(path).bytes()
        var expected = try bytes.withUnsafeBytes { bytes in
            let file = try SafetensorsFile(file: "", bytes: bytes)
            return try Dictionary(uniqueKeysWithValues: file.entries.map { ($0.name, try file.array($0)) })
        }
        expected["0.num_batches_tracked"] = nil
        let named = try names(of: model, in: expected.keys.sorted(), kind)
        let written = try model.pyTorchWeights(layerNames: named)
        #expect(Set(written.map(\.name)) == Set(expected.keys))
        for (name, value) in written {
            guard let theirs = expected[name] else { continue }
            #expect(value.shape == theirs.shape)
            // The two biases of a cell that adds them up come back as one and zeros.
            if name.contains("bias_"), !kind.name.contains("gru") {
                guard name.contains("bias_ih") else { continue }
                let other = name.split(separator: "bias_ih").joined(separator: "bias_hh")
                let second = try #require(expected[other])
                #expect(value.scalars == zip(theirs.scalars, second.scalars).map { $0 + $1 })
            } else {
                #expect(value.scalars == theirs.scalars)
            }
        }
    }

    /// What the file calls the layers that have weights.
    private func names(of model: Model, in keys: [String], _ kind: PyTorchCase) throws -> [String] {
        if let names = kind.layerNames { return names }
        if kind.name.hasPrefix("transformer") { return [""] }
        if keys.contains(where: { $0.hasPrefix("layer.") }) { return ["layer"] }
        let places = Set(keys.compactMap { Int($0.prefix { $0 != "." }) }).sorted()
        return places.map(String.init)
    }

    @Test("every type of numbers that PyTorch writes")
    func types() throws {
        let bytes = try FileReader(Fixture.path("types.safetensors")).bytes()
        try bytes.withUnsafeBytes { bytes in
            let file = try SafetensorsFile(file: "types", bytes: bytes)
            #expect(file.metadata == ["größe": "a \"b\"\n"])
            for entry in file.entries {
                let expected: [Float]
                switch entry.name {
                case "bool": expected = (0..<6).map { Float($0 % 2) }
                case "i64", "u8": expected = (0..<6).map { Float($0) }
                default: expected = (0..<6).map { Float($0) / 2 }
                }
                #expect(try file.array(entry).scalars == expected, "\(entry.name)")
            }
        }
    }

    @Test("attention to another sequence")
    func crossAttention() throws {
        let query = Input(shape: [3, 4])
        let key = Input(shape: [5, 4])
        for (features, expected) in [
            (4, ["in_proj_weight", "in_proj_bias"]),
            (6, ["q_proj_weight", "k_proj_weight", "v_proj_weight", "in_proj_bias"]),
        ] {
            let memory = features == 4 ? key : Input(shape: [5, 6])
            let model = try Model(
                inputs: [query, memory], outputs: [MultiHeadAttention(numHeads: 2, keyDim: 2)(query, memory)], seed: 1)
            let written = try model.pyTorchWeights().map(\.name)
            #expect(written == (expected + ["out_proj.weight", "out_proj.bias"]).map { "0." + $0 })
            let folder = try TemporaryFolder()
            try model.writeWeights(safetensors: folder.path + "/w.safetensors")
            let before = model.weights
            model.reset(seed: 9)
            try model.loadWeights(safetensors: folder.path + "/w.safetensors")
            #expect(model.weights == before)
        }
    }
}
