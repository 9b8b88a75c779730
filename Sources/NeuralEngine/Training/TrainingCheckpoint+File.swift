extension TrainingCheckpoint {
    private static let kind = "cuaderno training checkpoint 1"

    /// Reads a checkpoint that ``write(to:)`` wrote, on any machine.
    ///
    /// - Throws: ``EngineError/Code/file`` when there is no such file, or it is damaged or no checkpoint.
    public init(contentsOf path: String) throws {
        try self.init(bytes: try FileBytes.read(path), file: FileBytes.name(of: path))
    }

    /// Reads what ``bytes`` gave.
    ///
    /// - Parameter file: a name for messages.
    package init(bytes: [UInt8], file: String) throws {
        var reader = try BinaryReader(bytes, file: file)
        guard try reader.text() == Self.kind else {
            throw EngineError(.file, "'\(file)' is no training checkpoint of this version.")
        }
        layout = try reader.texts()
        weights = try reader.floats()
        optimizer = try reader.text()
        optimizerNumbers = try reader.doubles()
        optimizerArrays = try reader.floats()
        generator = SeededGenerator(
            state: (try reader.number(), try reader.number(), try reader.number(), try reader.number()))
        let (model, dataset) = (try reader.text(), try reader.text())
        let loss = Loss(name: try reader.text()) ?? .meanSquaredError
        var history = History(
            model: model, dataset: dataset, lossFunction: loss, plannedEpochs: try reader.count())
        history.loss = try reader.doubles()
        history.learningRate = try reader.doubles()
        history.validationLoss = try reader.doubles()
        history.metrics = try reader.table()
        history.validationMetrics = try reader.table()
        self.history = history
    }

    /// Writes it to a file, whole or not at all.
    ///
    /// - Throws: ``EngineError/Code/file`` with the system's reason.
    public func write(to path: String) throws { try FileBytes.write(bytes, to: path) }

    /// The checkpoint as a file holds it.
    package var bytes: [UInt8] {
        var writer = BinaryWriter()
        writer.write(Self.kind)
        writer.write(layout.count)
        for line in layout { writer.write(line) }
        writer.write(weights)
        writer.write(optimizer)
        writer.write(optimizerNumbers)
        writer.write(optimizerArrays)
        let state = generator.state
        for number in [state.0, state.1, state.2, state.3] { writer.write(number) }
        writer.write(history.model)
        writer.write(history.dataset)
        writer.write(history.lossFunction.name)
        writer.write(history.plannedEpochs)
        writer.write(history.loss)
        writer.write(history.learningRate)
        writer.write(history.validationLoss)
        writer.write(history.metrics)
        writer.write(history.validationMetrics)
        return writer.finished()
    }
}
