import DataFiles
public import NeuralEngine

extension Model {
    /// Makes a network of an ONNX model's operators and arrays: dense layers, convolutions (transposed, in groups, dilated), pooling,
    /// batch and layer normalisation, activations, embeddings, recurrent layers in one direction, sums and joins.
    ///
    /// Inputs have the shapes of the file: a picture of PyTorch's is `[batch, channels, height, width]`. The result is a
    /// ``Sequential`` where the operators stand one behind the other.
    ///
    /// - Throws: ``EngineError/Code/file`` with the byte at which the file is damaged, or naming the operator that is no layer of the
    ///   engine's (attention in single steps, loops, conditions). Nothing but this file is opened, whatever it names.
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
