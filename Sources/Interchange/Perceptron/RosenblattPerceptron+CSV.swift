import DataFiles
public import NeuralEngine

extension RosenblattPerceptron {
    /// Reads the weights that ``LinearClassifier/write(csv:)`` wrote, of whichever neuron: they answer alike.
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
