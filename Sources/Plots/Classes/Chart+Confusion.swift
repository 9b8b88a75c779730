public import Charts
public import NeuralEngine

extension Chart {
    /// How often each class was taken for which: a row for each right class, a column for each answer, darker the larger the
    /// part of its row.
    ///
    /// - Throws: ``PlotError`` when there is only one class.
    public static func confusion(_ matrix: ConfusionMatrix, title: String? = nil, theme: Theme = .light) throws -> Chart
    {
        let count = matrix.counts.count
        guard count > 1 else {
            throw PlotError("There is only one class, \(matrix.classNames[0]), so nothing can be confused.")
        }
        let shares = matrix.counts.map { row -> [Double] in
            let sum = row.reduce(0, +)
            return row.map { sum == 0 ? 0 : Double($0) / Double(sum) }
        }
        // The first class on top, where a table has it.
        let grid = try ScalarGrid(
            columns: count, rows: count, values: shares.reversed().flatMap(\.self), x: 0...Double(count - 1),
            y: 0...Double(count - 1))
        let colors = ColorMap((0...4).map { theme.background.mixed(with: theme.palette.color(0), Double($0) / 4) })
        let side = min(max(Double(count) * 46, 200), 530)
        return Chart(
            title: title ?? "Confusion matrix",
            subtitle: "accuracy \(NumberText.readable(100 * matrix.accuracy)) % of \(matrix.total)",
            description: worst(matrix)
        ) {
            RasterMark(grid, colors: colors, range: 0...1, name: "part of the right class")
            if count <= 20 {
                for row in 0..<count {
                    for column in 0..<count {
                        cell(
                            matrix.counts[row][column], column, count - 1 - row, colors.color(shares[row][column]),
                            size: min(12, side / Double(count) * 0.36))
                    }
                }
            }
        }
        .xAxis("predicted class", ticks: .categories(matrix.classNames), showsGrid: false)
        .yAxis("right class", ticks: .categories(matrix.classNames.reversed()), showsGrid: false)
        .size(width: side + 210, height: side + 120)
        .theme(theme)
    }

    private static func cell(_ count: Int, _ column: Int, _ row: Int, _ color: Color, size: Double) -> [any Mark] {
        guard count > 0 else { return [] }
        return [
            CellTextMark(String(count), x: Double(column), y: Double(row), on: color, size: size)
        ]
    }

    /// "Most often confused: 7 of versicolor taken for virginica".
    private static func worst(_ matrix: ConfusionMatrix) -> String {
        var worst: (count: Int, right: Int, predicted: Int)?
        for (right, row) in matrix.counts.enumerated() {
            for (predicted, count) in row.enumerated() where right != predicted && count > (worst?.count ?? 0) {
                worst = (count, right, predicted)
            }
        }
        guard let worst else { return "No answer is wrong" }
        return "Most often confused: \(worst.count) of \(matrix.classNames[worst.right]) taken for "
            + matrix.classNames[worst.predicted]
    }
}
