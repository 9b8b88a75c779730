import DataFiles
public import NeuralEngine

extension Model {
    /// Makes a network of an ONNX model's operators and arrays: all that ``export(onnx:)`` writes, and what PyTorch's two exporters
    /// write for the same layers. Dense layers, convolutions (transposed, in groups, dilated), pooling, paddings, normalisations,
    /// activations (those that are written as formulas, too), embeddings, recurrent layers in one direction or both, attention with
    /// its projections and masks (of which a transformer is made), sums, joins and pieces.
    ///
    /// Inputs have the shapes of the file: a picture of PyTorch's is `[batch, channels, height, width]`. The result is a
    /// ``Sequential`` where the operators stand one behind the other.
    ///
    /// Whatever is computed from the file alone (shapes, masks, scales) is computed while reading, with any length of the batch.
    ///
    /// - Throws: ``EngineError/Code/file`` with the byte at which the file is damaged, or naming the node and the operator that is no
    ///   layer of the engine's (loops, conditions, a sort). Nothing but this file is opened, whatever it names.
    public static func load(onnx path: String) throws -> Model {
        try Files.reading {
            let file = try FileReader(path)
            return try file.bytes().withUnsafeBytes { try read(onnx: $0, file: file.name, name: Files.stem(of: path)) }
        }
    }

    package static func read(onnx bytes: UnsafeRawBufferPointer, file: String, name: String) throws -> Model {
        var importer = try ONNXImporter(ONNXFile(file: file, bytes: bytes), fileSize: bytes.count)
        return try importer.model(name: name)
    }
}
