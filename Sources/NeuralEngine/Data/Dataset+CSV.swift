extension Dataset {
    /// Reads a data set from a CSV file: one example a line, one column the target, all others features.
    ///
    /// The first line is taken for names when it holds text where the second holds numbers. Classes given as text become
    /// indices in alphabetical order, their names are the data set's ``classNames``. Fields may be in quotes (RFC 4180); the
    /// separator is a comma, a semicolon or a tab, whichever the first line uses.
    ///
    /// - Parameters:
    ///   - path: The file; `~/` is the home folder.
    ///   - target: The name of the target column, or its number from 1; nil: the last column.
    ///   - task: Whether the target is a class or a number.
    ///   - header: Whether the first line holds names; nil: found out.
    ///   - delimiter: The separator; nil: found out.
    /// - Returns: Features `[count, columns − 1]`, targets `[count]`.
    /// - Throws: ``EngineError/Code/file`` when the file cannot be read, ``EngineError/Code/invalidData`` for what is wrong in
    ///   it, with the place: `iris.csv:17:9: 'abc' is not a number (column 3, 'petal length')`.
    public static func csv(
        _ path: String, target: String? = nil, task: CSVTask = .automatic, header: Bool? = nil,
        delimiter: Character? = nil
    ) throws -> Dataset {
        if let delimiter, delimiter.asciiValue == nil {
            throw EngineError(.invalidArgument, "'\(delimiter)' cannot separate fields; expected one ASCII character.")
        }
        let table = try CSVTable(
            file: FileBytes.name(of: path), bytes: try FileBytes.read(path), delimiter: delimiter?.asciiValue)
        return try CSVDatasetReader(table, header: header).dataset(target: target, task: task)
    }
}
