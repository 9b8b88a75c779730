import Foundation
import Interchange
import NeuralEngine
import Testing

/// Files for `Fixtures/check_exports.py`, which runs them in onnxruntime and PyTorch: set CUADERNO_EXPORTS to a folder.
@Suite("Exports for other programs", .enabled(if: ProcessInfo.processInfo.environment["CUADERNO_EXPORTS"] != nil))
struct ExportTests {
    private let folder = ProcessInfo.processInfo.environment["CUADERNO_EXPORTS"] ?? ""

    @Test("a model, its weights, inputs and answers for every kind of layer", arguments: EveryLayer.all)
    func everyLayer(kind: EveryLayer) throws {
        let name = kind.name.replacingOccurrences(of: " ", with: "_").replacingOccurrences(of: ",", with: "")
        let model = try kind.model()
        // Several batches, one of a single sample among them.
        for (index, batch) in [1, 3].enumerated() {
            let input = try kind.input(batch: batch, seed: UInt64(20 + index))
            try Tensor.write(npz: "\(folder)/\(name).\(batch).npz", ["x": input, "y": model.predict(input)])
        }
        try model.writeWeights(safetensors: "\(folder)/\(name).safetensors")
        try model.export(onnx: "\(folder)/\(name).onnx")
        let input = try kind.input()
        let imported = try Model.load(onnx: "\(folder)/\(name).onnx")
        let other = try kind.model(seed: 77)
        try other.loadWeights(safetensors: "\(folder)/\(name).safetensors")
        let kinds = model.layers.map(\.kind).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        try write(
            name + ".json",
            [
                "name": kind.name, "layers": kinds.joined(separator: ", "), "isSame": other.weights == model.weights,
                "imported": Double(Self.difference(try imported.predict(input), try model.predict(input))),
            ])
    }

    @Test("answers of the weights that PyTorch wrote", arguments: PyTorchCase.all)
    func weights(kind: PyTorchCase) throws {
        let arrays = try PyTorchTests.cases.get()
        let (x, y) = (try #require(arrays[kind.name + ".x"]), try #require(arrays[kind.name + ".y"]))
        let model = try Sequential(inputShape: Array(x.shape.dropFirst()), layers: kind.layers())
        try model.loadWeights(safetensors: Fixture.path(kind.name + ".safetensors"), layerNames: kind.layerNames)
        let difference = Double(Self.difference(try model.predict(x), y))
        try write("weights_\(kind.name).json", ["name": kind.name, "file": ".safetensors", "read": difference])
    }

    @Test("answers of the models that PyTorch's exporters wrote", arguments: ONNXImportTests.pyTorchModels)
    func models(name: String) throws {
        let arrays = try Tensor.npz(Fixture.path("torch_onnx.npz"))
        let (x, y) = (try #require(arrays[name + ".x"]), try #require(arrays[name + ".y"]))
        let answer = try Model.load(onnx: Fixture.path("\(name).onnx")).predict(x)
        try write(
            "model_\(name).json", ["name": name, "file": ".onnx", "read": Double(Self.difference(answer, y))])
    }

    /// The largest difference, relative to numbers above 1.
    private static func difference(_ one: Tensor, _ other: Tensor) -> Float {
        guard one.shape == other.shape else { return .infinity }
        return zip(one.scalars, other.scalars).map { abs($0 - $1) / max(1, abs($1)) }.max() ?? 0
    }

    private func write(_ name: String, _ values: [String: Any]) throws {
        try JSONSerialization.data(withJSONObject: values).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }

    @Test("every activation by itself")
    func activations() throws {
        let x = Input(shape: [3, 8], name: "x")
        let model = try Model(inputs: [x], outputs: EveryLayer.activations.map { Activation($0)(x) })
        let input = try Tensor.uniform([4, 3, 8], in: -4..<4, seed: 3)
        var arrays = ["x": input]
        for (index, answer) in try model.predict(inputs: [input]).enumerated() { arrays["output_\(index)"] = answer }
        try Tensor.write(npz: "\(folder)/every_activation.4.npz", arrays)
        try model.export(onnx: "\(folder)/every_activation.onnx")
    }

    @Test("graphs of several inputs and outputs")
    func graphs() throws {
        let left = Input(shape: [3, 4], name: "left")
        let right = Input(shape: [5, 6], name: "right")
        let attended = MultiHeadAttention(numHeads: 2, keyDim: 3)(left, right)
        let state = LSTM(4, returnState: true)(left)
        let decoded = LSTM(4, returnSequences: true)(left, state)
        let largest = Maximum()(attended, decoded)
        let least = Minimum()(attended, left)
        let mean = Average()(attended, left)
        let product = Multiply()(largest, least)
        let joined = Concatenate(axis: 1)(product, mean)
        let model = try Model(
            inputs: [left, right], outputs: [joined, GRU(3)(decoded), Subtract()(attended, left)], seed: 3)
        let inputs = [
            try Tensor.uniform([2, 3, 4], in: -1..<1, seed: 1), try Tensor.uniform([2, 5, 6], in: -1..<1, seed: 2),
        ]
        let answers = try model.predict(inputs: inputs)
        var arrays = ["left": inputs[0], "right": inputs[1]]
        for (index, answer) in answers.enumerated() { arrays["output_\(index)"] = answer }
        try Tensor.write(npz: "\(folder)/graph.2.npz", arrays)
        try model.export(onnx: "\(folder)/graph.onnx")
    }
}
