/// NumPy's `.npz`: a zip archive of `.npy` files.
package enum NumPyArchive {
    /// The names of the arrays, without `.npy`.
    package static func names(file: String, bytes: UnsafeRawBufferPointer) throws -> [String] {
        try ZipArchive(file: file, bytes: bytes).entries.map { name(of: $0) }
    }

    /// Some arrays, or all of them.
    ///
    /// - Throws: ``DataFileError`` when the archive or an array of it is damaged, or a name that was asked for is missing.
    package static func read(
        file: String, bytes: UnsafeRawBufferPointer, only wanted: [String]? = nil
    ) throws -> [(name: String, array: NumberArray)] {
        let archive = try ZipArchive(file: file, bytes: bytes)
        let known = archive.entries.map { name(of: $0) }
        if let missing = wanted?.first(where: { !known.contains($0) }) {
            throw DataFileError(
                file, "there is no array '\(missing)'; it holds \(known.map { "'\($0)'" }.joined(separator: ", "))")
        }
        var result: [(String, NumberArray)] = []
        for entry in archive.entries where wanted?.contains(name(of: entry)) ?? true {
            let contents = try archive.contents(entry)
            let array = try contents.withUnsafeBytes {
                try NumPyFormat.read(file: "\(file), '\(entry.name.prefix(60))'", bytes: $0)
            }
            result.append((name(of: entry), array))
        }
        return result
    }

    package static func bytes(_ arrays: [(name: String, array: NumberArray)], file: String) throws -> [UInt8] {
        try ZipWriter.bytes(arrays.map { ($0.name + ".npy", NumPyFormat.bytes($0.array)) }, file: file)
    }

    private static func name(of entry: ZipArchive.Entry) -> String {
        entry.name.hasSuffix(".npy") ? String(entry.name.dropLast(4)) : entry.name
    }
}
