import DataFiles
import NeuralEngine

/// What readers and writers share.
enum Files {
    /// Runs a reader; its errors become the engine's, so that a program has one kind to catch.
    static func reading<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error as DataFileError {
            throw EngineError(.file, "Cannot read " + error.description)
        }
    }

    static func writing(_ body: () throws -> Void) throws {
        do { try body() } catch let error as DataFileError {
            throw EngineError(.file, "Cannot write " + error.description)
        }
    }

    /// A whole file, unpacked where it is a gzip file.
    static func unpacked(_ path: String) throws -> (name: String, bytes: [UInt8]) {
        let file = try FileReader(path)
        let bytes = try file.bytes()
        guard bytes.withUnsafeBytes({ Inflater.isGzip($0) }) else { return (file.name, bytes) }
        return (file.name, try bytes.withUnsafeBytes { try Inflater.inflate($0, .gzip, file: file.name) })
    }

    static func name(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    /// The name without what follows its first point.
    static func stem(of path: String) -> String { String(name(of: path).prefix { $0 != "." }) }

    static func tensor(_ array: NumberArray) throws -> Tensor { try Tensor(shape: array.shape, scalars: array.scalars) }

    /// Each number divided by one.
    static func scaled(_ array: NumberArray, by scale: Float) throws -> Tensor {
        guard scale != 1 else { return try tensor(array) }
        let count = array.scalars.count
        let scalars = [Float](unsafeUninitializedCapacity: count) { buffer, filled in
            LargePages.advise(UnsafeMutableRawBufferPointer(buffer))
            array.scalars.withUnsafeBufferPointer { source in
                for index in 0..<count { buffer[index] = source[index] / scale }
            }
            filled = count
        }
        return try Tensor(shape: array.shape, scalars: scalars)
    }

    static func array(_ tensor: Tensor) -> NumberArray { NumberArray(shape: tensor.shape, scalars: tensor.scalars) }
}
