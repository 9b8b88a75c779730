import DataFiles
public import NeuralEngine

extension Model {
    /// Writes the network as an ONNX model, for onnxruntime and everything else that runs such models.
    ///
    /// Inputs and outputs have the shapes that they have here, `[batch, …]` with channels last, and any batch. They are called
    /// `input` and `output`, with numbers behind where there are several (`input_0`), or as the network's inputs are named. What acts in
    /// training alone (dropout, noise) is left out.
    ///
    /// ```swift
    /// try model.export(onnx: "digits.onnx")
    /// ```
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` naming a layer for which ONNX has no equivalent (recurrent layers with a mask or
    ///   with an activation that ONNX's do not know, layers of one's own), ``EngineError/Code/file`` with the system's reason.
    public func export(onnx path: String) throws {
        let bytes = try onnx()
        try Files.writing { try FileWriter.write([bytes], to: path) }
    }

    /// The ONNX model as a file holds it.
    package func onnx() throws -> [UInt8] {
        let graph = try exchangeGraph()
        var exporter = ONNXExporter()
        let inputs = graph.inputs.enumerated().map { index, value in
            (name: inputNames[index] ?? Self.name("input", index, of: graph.inputs.count), shape: value.shape)
        }
        for (value, input) in zip(graph.inputs, inputs) { exporter.names[value.id] = input.name }
        for step in graph.steps { try exporter.add(step) }
        let outputs = graph.outputs.enumerated().map { index, value in
            (name: Self.name("output", index, of: graph.outputs.count), shape: value.shape)
        }
        for (value, output) in zip(graph.outputs, outputs) {
            _ = exporter.graph.add("Identity", [exporter.name(of: value)], output: output.name)
        }
        return exporter.graph.model(name: name, inputs: inputs, outputs: outputs, metadata: [])
    }

    private static func name(_ word: String, _ index: Int, of count: Int) -> String {
        count == 1 ? word : "\(word)_\(index)"
    }
}
