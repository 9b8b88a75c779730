import DataFiles
public import NeuralEngine

extension RosenblattPerceptron {
    /// Writes the weights as a table of one row, `w0` (the bias) and one column a feature, to the last bit; whole or not at all.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when it has not learned yet, ``EngineError/Code/file`` with the system's reason.
    public func write(csv path: String) throws {
        guard let weights else {
            throw EngineError(.invalidArgument, "The perceptron has no weights yet; train it before it is written.")
        }
        let names = weights.indices.map { "w\($0)" }.joined(separator: ",")
        let numbers = weights.map(\.description).joined(separator: ",")
        try Files.writing { try FileWriter.write([Array("\(names)\n\(numbers)\n".utf8)], to: path) }
    }

    /// Reads what ``write(csv:)`` wrote.
    ///
    /// - Throws: ``EngineError/Code/file`` when the file cannot be read or is no row of weights.
    public init(csv path: String) throws {
        let (name, lines) = try Files.reading {
            let file = try FileReader(path)
            guard file.count <= 1 << 24 else { throw DataFileError(file.name, "\(file.count) bytes are no perceptron") }
            let text = String(decoding: try file.bytes(), as: UTF8.self)
            return (file.name, text.split(whereSeparator: \.isNewline).map { $0.split(separator: ",") })
        }
        let names = lines.first?.map { $0.trimmed } ?? []
        let numbers = lines.count == 2 ? lines[1].compactMap { Double($0.trimmed) } : []
        guard names.count >= 2, names == names.indices.map({ "w\($0)" }), numbers.count == names.count,
            numbers.allSatisfy(\.isFinite)
        else {
            throw EngineError(
                .file,
                "Cannot read \(name): expected the names w0,w1,… and one row of numbers, as write(csv:) makes them.")
        }
        try self.init(weights: numbers)
    }
}

extension Substring {
    fileprivate var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
