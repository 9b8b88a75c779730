/// A column of a CSV file, field by field.
struct CSVColumn {
    /// From 0, in the file.
    let index: Int
    let fields: [CSVTable.Field]
    /// The numbers; NaN where there is none.
    let numbers: [Float]
    /// Places of fields that hold no value.
    let missing: [Int]
    /// Places of fields that hold a text.
    let texts: [Int]

    init(_ index: Int, _ fields: [CSVTable.Field], of table: CSVTable) {
        var numbers = [Float](repeating: .nan, count: fields.count)
        var others: [Int] = []
        for (place, field) in fields.enumerated() {
            if let number = table.number(field) { numbers[place] = number } else { others.append(place) }
        }
        let hasNumbers = others.count < fields.count
        let isMissing = others.map {
            MissingValues.isMissing(table.text(fields[$0]), amongNumbers: hasNumbers)
        }
        self.index = index
        self.fields = fields
        self.numbers = numbers
        missing = zip(others, isMissing).filter(\.1).map(\.0)
        texts = zip(others, isMissing).filter { !$0.1 }.map(\.0)
    }

    /// Whether it holds texts and no number.
    var isCategorical: Bool { !texts.isEmpty && texts.count + missing.count == fields.count }

    /// The different texts in alphabetical or numerical order, and the place of each field's text among them; −1 for missing ones.
    func categories(_ table: CSVTable) -> (names: [String], places: [Int]) {
        let absent = Set(missing)
        let values = fields.indices.map { absent.contains($0) ? nil : table.text(fields[$0]) }
        let names = Set(values.compactMap { $0 }).sorted {
            if let left = Float($0), let right = Float($1), left != right { return left < right }
            return $0 < $1
        }
        let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        return (names, values.map { $0.flatMap { places[$0] } ?? -1 })
    }
}
