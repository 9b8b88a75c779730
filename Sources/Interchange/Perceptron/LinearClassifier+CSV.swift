import DataFiles
public import NeuralEngine

extension LinearClassifier {
    /// Writes the weights as a table of one row, `w0` (the bias) and one column a feature, to the last bit; whole or not at all.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when it has not learned yet, ``EngineError/Code/file`` with the system's reason.
    public func write(csv path: String) throws {
        guard let weights else {
            throw EngineError(.invalidArgument, "This \(Self.noun) has no weights yet; train it before it is written.")
        }
        let names = weights.indices.map { "w\($0)" }.joined(separator: ",")
        let numbers = weights.map(\.description).joined(separator: ",")
        try Files.writing { try FileWriter.write([Array("\(names)\n\(numbers)\n".utf8)], to: path) }
    }
}
