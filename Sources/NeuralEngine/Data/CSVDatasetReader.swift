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
        // The first example may be one whose values are all missing.
        return table.count < 2 || (1..<min(table.count, 10)).contains { table[$0].contains { table.number($0) != nil } }
    }

    func dataset(target: String?, task: CSVTask, missing: MissingValues) throws -> Dataset {
        let (width, chosen, _, names) = try form(target: target)
        let answer = column(chosen)
        let classes = try classes(answer, task: task)
        var (features, featureNames): ([Float], [String]) = ([], names)
        var absent = answer.missing.isEmpty ? [] : [answer]
        if let numbers = table.numbers(rows, without: chosen) {
            features = numbers
        } else {
            let columns = (0..<width).filter { $0 != chosen }.map(column)
            (features, featureNames) = try encoded(columns)
            absent += columns.filter { !$0.missing.isEmpty }
        }
        var (targets, kept) = (classes?.places.map { Float($0) } ?? answer.numbers, Array(0..<rows.count))
        if !absent.isEmpty {
            switch missing {
            case .error: throw missingError(absent)
            case .mean:
                guard answer.missing.isEmpty else { throw missingError([answer]) }
                try fill(&features, names: featureNames)
            case .drop:
                let dropped = Set(absent.flatMap(\.missing))
                kept.removeAll { dropped.contains($0) }
                guard !kept.isEmpty else {
                    throw EngineError(
                        .invalidData, "\(table.file): each of the \(rows.count) rows has a missing value.")
                }
                let each = featureNames.count
                features = kept.flatMap { features[($0 * each)..<(($0 + 1) * each)] }
                targets = kept.map { targets[$0] }
            }
        }
        return try Dataset(
            name: stem, features: Tensor(shape: [kept.count, featureNames.count], scalars: features),
            targets: Tensor(targets), featureNames: featureNames, classNames: classes?.names)
    }

    /// What the data set is called.
    var stem: String { table.file.split(separator: ".").first.map(String.init) ?? table.file }

    /// How many fields a line has, which of them is the target, and what the others are called.
    func form(target: String?) throws -> (width: Int, target: Int, hasNames: Bool, featureNames: [String]) {
        let width = table[rows.lowerBound].count
        let chosen = try target.map { try column($0, width: width) } ?? width - 1
        return (width, chosen, names != nil, (0..<width).filter { $0 != chosen }.map(name))
    }

    private func column(_ index: Int) -> CSVColumn {
        CSVColumn(index, rows.map { table[$0][table[$0].startIndex + index] }, of: table)
    }

    private func name(_ column: Int) -> String { names?[column] ?? "x\(column + 1)" }

    private func column(_ target: String, width: Int) throws -> Int {
        if let index = names?.firstIndex(of: target) { return index }
        if let number = Int(target), (1...width).contains(number) { return number - 1 }
        let known = names.map { "its columns are " + $0.map { "'\($0)'" }.joined(separator: ", ") }
        throw EngineError(
            .invalidArgument,
            "\(table.file) has no column '\(target)'; \(known ?? "its columns have no names, only numbers 1 to \(width)")."
        )
    }

    func error(_ problem: String, _ field: CSVTable.Field, _ column: Int) -> EngineError {
        let name = names.map { ", '\($0[column])'" } ?? ""
        return EngineError(
            .invalidData, "\(table.place(field)): \(problem) (column \(column + 1)\(name)).")
    }

    private func notANumber(_ column: CSVColumn) -> EngineError {
        let field = column.fields[column.texts.first ?? 0]
        return error("'\(table.text(field).prefix(40))' is not a number", field, column.index)
    }

    /// The classes of the target column; nil for numbers.
    private func classes(_ column: CSVColumn, task: CSVTask) throws -> (names: [String], places: [Int])? {
        // "inf" is a number that cannot be used, not the name of a class.
        let isText = column.texts.contains { Float(table.text(column.fields[$0])) == nil }
        guard task == .classification || (task == .automatic && isText) else {
            guard column.texts.isEmpty else { throw notANumber(column) }
            return nil
        }
        let classes = column.categories(table)
        // One class an example is a column of names or numbers that was taken for classes.
        guard classes.names.count <= max(2, column.fields.count / 2), classes.names.count <= 10_000 else {
            throw error(
                "\(classes.names.count) different values in \(column.fields.count) lines are no classes",
                column.fields[0],
                column.index)
        }
        return classes
    }

    /// The features row by row, NaN where they are missing, and their names: a column of texts becomes a column of zeros and ones
    /// for each of its different texts.
    private func encoded(_ columns: [CSVColumn]) throws -> (features: [Float], names: [String]) {
        // Where a column holds numbers, a text among them is a mistake; the first one of the file is told.
        let mistaken = columns.filter { !$0.texts.isEmpty && !$0.isCategorical }
        if let first = mistaken.min(by: { $0.fields[$0.texts[0]].lowerBound < $1.fields[$1.texts[0]].lowerBound }) {
            throw notANumber(first)
        }
        var (lists, names): ([[Float]], [String]) = ([], [])
        for column in columns {
            guard column.isCategorical else {
                lists.append(column.numbers)
                names.append(name(column.index))
                continue
            }
            let categories = column.categories(table)
            guard categories.names.count <= max(2, column.fields.count / 2), categories.names.count <= 1000 else {
                let field = column.fields[column.texts[0]]
                throw error(
                    """
                    '\(table.text(field).prefix(40))' is not a number, and \(categories.names.count) different texts in \
                    \(column.fields.count) lines are no categories
                    """, field, column.index)
            }
            for (place, category) in categories.names.enumerated() {
                lists.append(categories.places.map { $0 < 0 ? .nan : $0 == place ? 1 : 0 })
                names.append("\(name(column.index))=\(category)")
            }
        }
        var features = [Float](repeating: .nan, count: rows.count * lists.count)
        for (column, list) in lists.enumerated() {
            for row in list.indices { features[row * lists.count + column] = list[row] }
        }
        return (features, names)
    }

    private func missingError(_ columns: [CSVColumn]) -> EngineError {
        let affected = Set(columns.flatMap(\.missing)).count
        let counts = columns.map { "\(name($0.index)) \($0.missing.count)" }.joined(separator: ", ")
        let first = columns.min { $0.fields[$0.missing[0]].lowerBound < $1.fields[$1.missing[0]].lowerBound }
        guard let first else { return EngineError(.invalidData, "\(table.file): values are missing.") }
        let field = first.fields[first.missing[0]]
        let text = table.text(field)
        let place = error("a value is missing" + (text.isEmpty ? "" : ", '\(text)'"), field, first.index)
        return EngineError(
            .invalidData,
            """
            \(place.message) Values are missing in \(affected) of \(rows.count) rows: \(counts). Leave such rows out \
            (missing: .drop, in a command --missing drop), or fill features with their column's mean (.mean).
            """)
    }

    /// Puts the mean of a feature in the place of each NaN.
    private func fill(_ features: inout [Float], names: [String]) throws {
        let width = names.count
        for column in 0..<width {
            let places = stride(from: column, to: features.count, by: width)
            var (sum, count) = (0.0, 0)
            for place in places where !features[place].isNaN {
                sum += Double(features[place])
                count += 1
            }
            guard count > 0 else {
                throw EngineError(
                    .invalidData, "\(table.file): no value of '\(names[column])' is there, so it has no mean.")
            }
            for place in places where features[place].isNaN { features[place] = Float(sum / Double(count)) }
        }
    }
}
