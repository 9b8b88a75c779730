import DataFiles
public import NeuralEngine

extension Model {
    private static let version = "1"
    private static let trainingName = "cuaderno.training"

    /// Writes the whole network, layers and weights, into one file, whole or not at all: a full disk or a kill in the middle leaves
    /// what was there.
    ///
    /// The file is a `.safetensors` one with PyTorch's names and layouts (see ``writeWeights(safetensors:layerNames:)``), and the
    /// architecture as Swift source in its head.
    ///
    /// ```swift
    /// try model.save("digits.safetensors")
    /// let again = try Model.load("digits.safetensors")
    /// ```
    ///
    /// - Parameter training: where a training stands, to go on from it with the same bits: `ModelCheckpoint`'s, or
    ///   `TrainingProgress.checkpoint()`. It takes two to three times the room of the weights.
    /// - Throws: ``EngineError/Code/invalidArgument`` naming a layer that is not of the engine's,
    ///   ``EngineError/Code/file`` with the system's reason.
    public func save(_ path: String, training: TrainingCheckpoint? = nil) throws {
        var metadata = [
            "format": "pt", "cuaderno.version": Self.version, "cuaderno.name": name, "cuaderno.seed": String(seed),
            "cuaderno.architecture": try Architecture.text(of: self),
        ]
        for (index, name) in inputNames.enumerated() { metadata["cuaderno.input.\(index)"] = name }
        var arrays = try pyTorchWeights().map { ($0.name, SafetensorsFile.Content.floats(Files.array($0.value))) }
        if let training { arrays.append((Self.trainingName, .bytes(training.bytes))) }
        try Files.writing { try FileWriter.write(SafetensorsFile.pieces(arrays, metadata: metadata), to: path) }
    }

    /// Reads a network that ``save(_:training:)`` wrote: a ``Sequential`` where it was one.
    ///
    /// - Throws: ``EngineError/Code/file`` with the place at which the file is damaged, or when it holds weights alone.
    public static func load(_ path: String) throws -> Model { try loadWithTraining(path).model }

    /// As ``load(_:)``, with where its training stood, if the file holds that:
    ///
    /// ```swift
    /// let (model, training) = try Model.loadWithTraining("run.safetensors")
    /// try model.fit(data, loss: .meanSquaredError, epochs: 20, batchSize: 8, resuming: training)
    /// ```
    public static func loadWithTraining(_ path: String) throws -> (model: Model, training: TrainingCheckpoint?) {
        try Files.reading {
            let file = try FileReader(path)
            return try file.bytes().withUnsafeBytes { try read($0, file: file.name) }
        }
    }

    static func read(
        _ bytes: UnsafeRawBufferPointer, file name: String
    ) throws -> (model: Model, training: TrainingCheckpoint?) {
        let file = try SafetensorsFile(file: name, bytes: bytes)
        guard let architecture = file.metadata["cuaderno.architecture"], file.metadata["cuaderno.version"] == version
        else {
            throw EngineError(
                .file,
                """
                \(name) holds no network that this version can read, weights alone perhaps: make a network of the same layers, \
                and model.loadWeights(safetensors:) fills it.
                """)
        }
        let model: Model
        do {
            model = try Architecture.model(
                architecture, name: file.metadata["cuaderno.name"] ?? "network",
                seed: file.metadata["cuaderno.seed"].flatMap(UInt64.init) ?? 0,
                inputNames: (0..<64).map { file.metadata["cuaderno.input.\($0)"] }, fileSize: bytes.count)
        } catch let problem as CodeProblem {
            throw DataFileError(name, at: "__metadata__", problem.text)
        }
        try model.load(file, layerNames: nil, ignoring: [trainingName])
        let training = try file.entries.first { $0.name == trainingName }.map {
            try TrainingCheckpoint(bytes: Array(file.bytes(of: $0)), file: name)
        }
        return (model, training)
    }
}
