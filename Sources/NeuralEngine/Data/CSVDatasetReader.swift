/// From the fields of a CSV file to features and targets.
struct CSVDatasetReader {
    private let table: CSVTable
    private let names: [String]?
    /// The records that hold examples.
    private let rows: Range<Int>

    init(_ table: CSVTable, header: Bool?) throws {
        self.table = table
        guard table.count > 0 else {
            throw EngineError(.invalidData, "\(table.file) is empty; expected one example a line.")
        }
        let first = table[0]
        let hasHeader = header ?? Self.looksLikeHeader(table)
        names = hasHeader ? first.map(table.text) : nil
        rows = (hasHeader ? 1 : 0)..<table.count
        guard !rows.isEmpty else {
            throw EngineError(.invalidData, "\(table.file) holds column names but no examples.")
        }
        for row in rows where table[row].count != first.count {
            let count = table[row].count
            throw EngineError(
                .invalidData,
                """
                \(table.place(table[row][table[row].startIndex])): \(count) field\(count == 1 ? "" : "s") where the first line has \
                \(first.count).
                """)
        }
        guard first.count >= 2 else {
            throw EngineError(
                .invalidData,
                "\(table.file) has one column, '\(table.text(first[0]))'; expected at least one feature and a target.")
        }
    }

    /// Names stand where no number does, above numbers.
    private static func looksLikeHeader(_ table: CSVTable) -> Bool {
        guard !table[0].contains(where: { table.number($0) != nil }) else { return false }
        return table.count < 2 || table[1].contains { table.number($0) != nil }
    }

    func dataset(target: String?, task: CSVTask) throws -> Dataset {
        let width = table[rows.lowerBound].count
        let chosen = try target.map { try column($0, width: width) } ?? width - 1
        let features = try table.numbers(rows, without: chosen) ?? checked(without: chosen, width: width)
        let (targets, classNames) = try targets(
            rows.map { table[$0][table[$0].startIndex + chosen] }, column: chosen, task: task)
        let featureNames = (0..<width).filter { $0 != chosen }.map { names?[$0] ?? "x\($0 + 1)" }
        let stem = table.file.split(separator: ".").first.map(String.init) ?? table.file
        return try Dataset(
            name: stem, features: Tensor(shape: [rows.count, width - 1], scalars: features), targets: Tensor(targets),
            featureNames: featureNames, classNames: classNames)
    }

    /// As the table's, one by one: the first field that is no number is told.
    private func checked(without chosen: Int, width: Int) throws -> [Float] {
        try rows.flatMap { row in
            let fields = table[row]
            return try (0..<width).filter { $0 != chosen }.map { try number(fields[fields.startIndex + $0], $0) }
        }
    }

    private func column(_ target: String, width: Int) throws -> Int {
        if let index = names?.firstIndex(of: target) { return index }
        if let number = Int(target), (1...width).contains(number) { return number - 1 }
        let known = names.map { "its columns are " + $0.map { "'\($0)'" }.joined(separator: ", ") }
        throw EngineError(
            .invalidArgument,
            "\(table.file) has no column '\(target)'; \(known ?? "its columns have no names, only numbers 1 to \(width)")."
        )
    }

    private func number(_ field: CSVTable.Field, _ column: Int) throws -> Float {
        if let value = table.number(field) { return value }
        let text = table.text(field)
        throw error(text.isEmpty ? "a value is missing" : "'\(text.prefix(40))' is not a number", field, column)
    }

    private func error(_ problem: String, _ field: CSVTable.Field, _ column: Int) -> EngineError {
        let name = names.map { ", '\($0[column])'" } ?? ""
        return EngineError(
            .invalidData, "\(table.place(field)): \(problem) (column \(column + 1)\(name)).")
    }

    private func targets(
        _ fields: [CSVTable.Field], column: Int, task: CSVTask
    ) throws -> ([Float], classNames: [String]?) {
        // "nan" is a number that cannot be used, not the name of a class.
        let isText = fields.contains { field in
            table.number(field) == nil && !field.isEmpty && Float(table.text(field)) == nil
        }
        if task == .regression || (task == .automatic && !isText) {
            return (try fields.map { try number($0, column) }, nil)
        }
        let texts = fields.map(table.text)
        if let missing = texts.firstIndex(of: "") { throw error("the class is missing", fields[missing], column) }
        let distinct = Set(texts).sorted {
            if let left = Float($0), let right = Float($1), left != right { return left < right }
            return $0 < $1
        }
        // One class an example is a column of names or numbers that was taken for classes.
        guard distinct.count <= max(2, fields.count / 2), distinct.count <= 10_000 else {
            throw error(
                "\(distinct.count) different values in \(fields.count) lines are no classes", fields[0], column)
        }
        let indices = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, Float($0)) })
        return (texts.map { indices[$0] ?? 0 }, distinct)
    }
}
