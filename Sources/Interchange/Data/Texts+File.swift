import DataFiles
public import NeuralEngine

extension Texts {
    /// Reads a text file, gzip-packed or not.
    ///
    /// - Throws: ``EngineError/Code/file`` with the byte at which it is no UTF-8.
    public static func file(_ path: String) throws -> String {
        try Files.reading {
            let (name, bytes) = try Files.unpacked(path)
            if let text = String(validating: bytes, as: UTF8.self) { return text }
            throw DataFileError(name, byte: firstOddByte(bytes), "this is no UTF-8; save the text as UTF-8")
        }
    }

    /// The first byte that belongs to no character.
    private static func firstOddByte(_ bytes: [UInt8]) -> Int {
        var iterator = bytes.makeIterator()
        var decoder = UTF8()
        var place = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { place += UTF8.width(scalar) }
        return place
    }
}
