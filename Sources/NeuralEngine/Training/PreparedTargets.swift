/// Targets in the form that a loss compares with outputs: a row for each example.
struct PreparedTargets: Sendable {
    let scalars: [Float]
    /// Numbers in a row.
    let width: Int
    /// Whether they are class indices, one for each row of the output's last axis.
    var areClasses = false

    /// The class of each row of the last axis: the index, the largest of so many columns, or for one column whether it is the
    /// larger of two numbers.
    func classes(columns: Int) -> [Int] {
        if areClasses { return scalars.map { Int($0) } }
        if columns == 1 {
            let least = scalars.min() ?? 0
            return scalars.map { $0 > least && $0 > 0 ? 1 : 0 }
        }
        return stride(from: 0, to: scalars.count, by: columns).map { start in
            (1..<columns).reduce(0) { scalars[start + $1] > scalars[start + $0] ? $1 : $0 }
        }
    }
}
