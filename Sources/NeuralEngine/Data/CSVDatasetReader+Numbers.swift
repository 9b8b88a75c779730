extension CSVDatasetReader {
    /// The data set of a large file that holds numbers alone; nil where the file is another one, or something is wrong in it.
    static func ofNumbers(
        _ file: String, _ bytes: [UInt8], target: String?, header: Bool?, delimiter: UInt8?
    ) -> Dataset? {
        // The first lines tell whether there are names, and how long a line is.
        let front = front(of: bytes)
        let start = bytes.starts(with: CSVTable.byteOrderMark) ? CSVTable.byteOrderMark.count : 0
        guard !front.contains(CSVScanner.quote), start < front.count, bytes[start] != 0x0A, bytes[start] != 0x0D else {
            return nil
        }
        let delimiter = delimiter ?? CSVTable.guessedDelimiter(bytes)
        guard let table = try? CSVTable(file: file, bytes: front, delimiter: delimiter),
            let reader = try? CSVDatasetReader(table, header: header), let form = try? reader.form(target: target)
        else { return nil }
        let first = form.hasNames ? (front.firstIndex(of: 0x0A) ?? front.count - 1) + 1 : start
        let numbers = bytes.withUnsafeBufferPointer {
            CSVNumbers.read($0, from: first, width: form.width, target: form.target, delimiter: delimiter)
        }
        guard let (features, targets) = numbers else { return nil }
        return try? Dataset(
            name: reader.stem, features: Tensor(shape: [targets.count, form.width - 1], scalars: features),
            targets: Tensor(targets), featureNames: form.featureNames)
    }

    /// The first ten lines.
    private static func front(of bytes: [UInt8]) -> [UInt8] {
        var (place, lines) = (0, 0)
        while place < bytes.count, lines < 10 {
            if bytes[place] == 0x0A { lines += 1 }
            place += 1
        }
        return Array(bytes[..<place])
    }
}
