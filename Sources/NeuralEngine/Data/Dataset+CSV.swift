extension Dataset {
    /// Reads a data set from a CSV file: one example a line, one column the target, all others features.
    ///
    /// The first line is taken for names when it holds text where the second holds numbers. Classes given as text become
    /// indices in alphabetical order, their names are the data set's ``classNames``. Fields may be in quotes (RFC 4180); the
    /// separator is a comma, a semicolon or a tab, whichever the first line uses. A feature column of texts becomes a column of
    /// zeros and ones for each of its different texts (one-hot), called `colour=red`.
    ///
    /// - Parameters:
    ///   - path: The file; `~/` is the home folder.
    ///   - target: The name of the target column, or its number from 1; nil: the last column.
    ///   - task: Whether the target is a class or a number.
    ///   - header: Whether the first line holds names; nil: found out.
    ///   - delimiter: The separator; nil: found out.
    ///   - missing: What becomes of missing values.
    /// - Returns: Features `[count, columns − 1]`, or more where columns hold texts; targets `[count]`.
    /// - Throws: ``EngineError/Code/file`` when the file cannot be read, ``EngineError/Code/invalidData`` for what is wrong in
    ///   it, with the place: `iris.csv:17:9: 'abc' is not a number (column 3, 'petal length')`.
    public static func csv(
        _ path: String, target: String? = nil, task: CSVTask = .automatic, header: Bool? = nil,
        delimiter: Character? = nil, missing: MissingValues = .error
    ) throws -> Dataset {
        if let delimiter, delimiter.asciiValue == nil {
            throw EngineError(.invalidArgument, "'\(delimiter)' cannot separate fields; expected one ASCII character.")
        }
        let (file, bytes) = (FileBytes.name(of: path), try FileBytes.read(path))
        if task != .classification, bytes.count >= CSVNumbers.least,
            let data = CSVDatasetReader.ofNumbers(
                file, bytes, target: target, header: header, delimiter: delimiter?.asciiValue)
        {
            return data
        }
        let table = try CSVTable(file: file, bytes: bytes, delimiter: delimiter?.asciiValue)
        return try CSVDatasetReader(table, header: header).dataset(
            target: target, task: task, missing: missing)
    }
}
