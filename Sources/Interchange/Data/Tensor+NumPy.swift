import DataFiles
public import NeuralEngine

extension Tensor {
    /// Reads an array that NumPy's `save` wrote.
    ///
    /// Floats of 16, 32 and 64 bits, whole numbers of 8 to 64, booleans; either byte order, row by row or column by column.
    /// 64-bit floats are rounded to `Float`.
    ///
    /// - Throws: ``EngineError/Code/file`` with the byte at which the file is not what it should be: cut off, of another kind, an
    ///   array of objects, or a whole number that a `Float` does not hold exactly.
    public init(npy path: String) throws {
        self = try Files.reading {
            let file = try FileReader(path)
            let head = try file.bytes(0..<Swift.min(file.count, 1 << 17)).withUnsafeBytes {
                try NumPyFormat.header(file: file.name, bytes: $0, fileSize: file.count)
            }
            guard head.isColumnMajor || head.shape.isEmpty else {
                return try Tensor(shape: head.shape, scalars: head.rows(0..<head.shape[0], of: file))
            }
            return try Files.tensor(
                file.bytes().withUnsafeBytes { try NumPyFormat.read(file: file.name, bytes: $0) })
        }
    }

    /// Writes a file that NumPy's `load` reads: `<f4`, row by row; whole or not at all.
    ///
    /// - Throws: ``EngineError/Code/file`` with the system's reason.
    public func write(npy path: String) throws {
        try Files.writing { try FileWriter.write([NumPyFormat.bytes(Files.array(self))], to: path) }
    }

    /// Reads the arrays of a `.npz` file that NumPy's `savez` or `savez_compressed` wrote, by name.
    ///
    /// - Parameter names: those to read; all when nil.
    /// - Throws: ``EngineError/Code/file`` with the place, as ``init(npy:)``; naming an array that is not there.
    public static func npz(_ path: String, names: [String]? = nil) throws -> [String: Tensor] {
        try Files.reading {
            let file = try FileReader(path)
            let arrays = try file.bytes().withUnsafeBytes {
                try NumPyArchive.read(file: file.name, bytes: $0, only: names)
            }
            var result: [String: Tensor] = [:]
            for (name, array) in arrays { result[name] = try Files.tensor(array) }
            return result
        }
    }

    /// Writes arrays into a `.npz` file, in the order of their names; whole or not at all.
    ///
    /// - Throws: ``EngineError/Code/file`` with the system's reason, or when they take more than 4 GB.
    public static func write(npz path: String, _ arrays: [String: Tensor]) throws {
        try Files.writing {
            let sorted = arrays.sorted { $0.key < $1.key }.map { ($0.key, Files.array($0.value)) }
            try FileWriter.write([NumPyArchive.bytes(sorted, file: Files.name(of: path))], to: path)
        }
    }

    /// Reads an IDX file, the format of MNIST's, gzip-packed or not.
    ///
    /// - Throws: ``EngineError/Code/file`` with the byte at which the file is not what it should be.
    public init(idx path: String) throws {
        self = try Files.reading {
            let file = try FileReader(path)
            let head = try file.bytes(0..<Swift.min(file.count, 64))
            guard head.withUnsafeBytes({ Inflater.isGzip($0) }) else {
                let header = try head.withUnsafeBytes {
                    try IDXFormat.header(file: file.name, bytes: $0, fileSize: file.count)
                }
                return try Tensor(shape: header.shape, scalars: header.rows(0..<header.shape[0], of: file))
            }
            let bytes = try Files.unpacked(path).bytes
            return try Files.tensor(bytes.withUnsafeBytes { try IDXFormat.read(file: file.name, bytes: $0) })
        }
    }

    /// Writes an IDX file: bytes where all numbers are whole and from 0 to 255, else 32-bit floats; gzip-packed where the name
    /// ends in `.gz`.
    ///
    /// - Throws: ``EngineError/Code/file`` with the system's reason.
    public func write(idx path: String) throws {
        try Files.writing {
            let bytes = try IDXFormat.bytes(Files.array(self))
            let packed = path.hasSuffix(".gz") ? try Inflater.gzip(bytes, file: Files.name(of: path)) : bytes
            try FileWriter.write([packed], to: path)
        }
    }
}
