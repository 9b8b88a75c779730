/// How often each class was taken for which: rows are what the examples are, columns what the network said.
public struct ConfusionMatrix: Sendable, Equatable {
    /// `[right class][predicted class]`
    public let counts: [[Int]]
    /// One name a class; their numbers where there are none.
    public let classNames: [String]

    /// - Throws: ``EngineError/Code/shapeMismatch`` when the counts are not square, or the names are not as many.
    public init(counts: [[Int]], classNames: [String]? = nil) throws {
        guard !counts.isEmpty, counts.allSatisfy({ $0.count == counts.count }),
            classNames.map({ $0.count == counts.count }) ?? true
        else {
            throw EngineError(
                .shapeMismatch,
                "A confusion matrix has a row and a column for each class; \(counts.count) rows were given.")
        }
        self.init(uncheckedCounts: counts, classNames: classNames)
    }

    init(uncheckedCounts counts: [[Int]], classNames: [String]?) {
        self.counts = counts
        let names = classNames ?? []
        self.classNames = counts.indices.map { names.indices.contains($0) ? names[$0] : String($0) }
    }

    /// How many examples there are.
    public var total: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }

    /// The part of right answers.
    public var accuracy: Double { ratio(counts.indices.reduce(0) { $0 + counts[$1][$1] }, total) }

    /// Of the answers "this class", the part that is right; 0 where there is none.
    public var precision: [Double] { counts.indices.map { ratio(counts[$0][$0], predicted($0)) } }

    /// Of a class's examples, the part that was found; 0 where there is none.
    public var recall: [Double] { counts.indices.map { ratio(counts[$0][$0], support[$0]) } }

    /// The harmonic mean of precision and recall of each class.
    public var f1: [Double] { counts.indices.map { ratio(2 * counts[$0][$0], predicted($0) + support[$0]) } }

    /// How many examples each class has.
    public var support: [Int] { counts.map { $0.reduce(0, +) } }

    private func predicted(_ column: Int) -> Int { counts.reduce(0) { $0 + $1[column] } }
    private func ratio(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }

    /// A precision, recall or F1 as the metric wants it averaged.
    func values(of metric: Metric) -> [(name: String, value: Double)] {
        let each =
            switch metric.kind {
            case .precision: precision
            case .recall: recall
            default: f1
            }
        switch metric.average ?? (counts.count == 2 ? .binary : .macro) {
        case .binary: return [(metric.name, each[1])]
        case .macro: return [(metric.name, each.reduce(0, +) / Double(each.count))]
        // Every example is one answer: wrong ones are missing from one class and too many in another.
        case .micro: return [(metric.name, accuracy)]
        case .weighted:
            let sum = zip(each, support).reduce(0) { $0 + $1.0 * Double($1.1) }
            return [(metric.name, total == 0 ? 0 : sum / Double(total))]
        case .perClass: return zip(classNames, each).map { ("\(metric.kind.rawValue) \($0)", $1) }
        }
    }
}

extension ConfusionMatrix: CustomStringConvertible {
    /// A table: a row for each class, a column for each answer, then precision, recall and F1.
    ///
    /// ```
    ///               setosa  versicolor  virginica  precision  recall      f1
    /// setosa            50           0          0     1.0000  1.0000  1.0000
    /// versicolor         0          47          3     0.9592  0.9400  0.9495
    /// virginica          0           2         48     0.9412  0.9600  0.9505
    /// accuracy 0.9667 (145 of 150); rows are the right classes, columns the predicted ones
    /// ```
    public var description: String {
        var rows = [[""] + classNames + ["precision", "recall", "f1"]]
        let (precision, recall, f1) = (precision, recall, f1)
        for (index, row) in counts.enumerated() {
            let numbers = [precision[index], recall[index], f1[index]].map { fixedText($0, decimals: 4) }
            rows.append([classNames[index]] + row.map(String.init) + numbers)
        }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            zip(row, widths).enumerated().map { column, cell in
                let space = String(repeating: " ", count: cell.1 - cell.0.count)
                return column == 0 ? cell.0 + space : space + cell.0
            }.joined(separator: "  ")
        }
        let right = counts.indices.reduce(0) { $0 + counts[$1][$1] }
        return lines.joined(separator: "\n") + "\n"
            + "accuracy \(fixedText(accuracy, decimals: 4)) (\(right) of \(total)); "
            + "rows are the right classes, columns the predicted ones"
    }
}
