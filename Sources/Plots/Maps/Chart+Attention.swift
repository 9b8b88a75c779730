public import Charts
public import NeuralEngine

extension Chart {
    /// Where each query looks: a row for each query, a column for each key, brighter the larger the weight.
    ///
    /// - Parameters:
    ///   - weights: `[queries, keys]`, each row with the sum 1.
    ///   - queries: A name for each row; nothing: numbers.
    ///   - keys: A name for each column; nothing: those of the queries where they are as many, otherwise numbers.
    /// - Throws: ``PlotError`` for other shapes, and names that are not as many.
    public static func attention(
        _ weights: Tensor, queries: [String]? = nil, keys: [String]? = nil, title: String = "Attention",
        theme: Theme = .light
    ) throws -> Chart {
        guard weights.rank == 2, weights.shape[0] > 1, weights.shape[1] > 1 else {
            throw PlotError(
                "Weights of shape \(weights.shape) are no attention map; expected [queries, keys], 2 at least.")
        }
        let (rows, columns) = (weights.shape[0], weights.shape[1])
        let queryNames = queries ?? (0..<rows).map(String.init)
        let keyNames = keys ?? (rows == columns ? queryNames : (0..<columns).map(String.init))
        guard queryNames.count == rows, keyNames.count == columns else {
            throw PlotError(
                "There are \(queryNames.count) and \(keyNames.count) names for \(rows) queries and \(columns) keys.")
        }
        let values = (0..<rows).reversed().flatMap { row in
            weights.scalars[(row * columns)..<((row + 1) * columns)].map(Double.init)
        }
        let grid = try ScalarGrid(
            columns: columns, rows: rows, values: values, x: 0...Double(columns - 1), y: 0...Double(rows - 1))
        return Chart(title: title) { RasterMark(grid, range: 0...1, name: "weight") }
            .xAxis("key", ticks: .categories(keyNames), showsGrid: false)
            .yAxis("query", ticks: .categories(queryNames.reversed()), showsGrid: false)
            .size(
                width: min(max(Double(columns) * 42 + 170, 340), 740),
                height: min(max(Double(rows) * 34 + 110, 270), 640)
            )
            .theme(theme)
    }
}

extension ChartGrid {
    /// Where each head of a network's attention looks for one example.
    ///
    /// - Parameters:
    ///   - example: One example, of the network's input shape.
    ///   - attention: Which attention, from 0.
    ///   - tokens: A name for each place of the sequence.
    /// - Throws: As ``Charts/Chart/attention(_:queries:keys:title:theme:)`` and `attentionWeights`.
    public static func attention(
        _ model: Model, _ example: Tensor, attention: Int = 0, tokens: [String]? = nil, theme: Theme = .light
    ) throws -> ChartGrid {
        let weights = try model.attentionWeights(example, attention: attention)
        guard weights.rank == 4, weights.shape[0] == 1 else {
            throw PlotError("Attention is drawn for one example; \(weights.shape.first ?? 0) were given.")
        }
        let (heads, queries, keys) = (weights.shape[1], weights.shape[2], weights.shape[3])
        let charts = try (0..<heads).map { head in
            let size = queries * keys
            let map = try Tensor(
                shape: [queries, keys], scalars: Array(weights.scalars[(head * size)..<((head + 1) * size)]))
            return try Chart.attention(
                map, queries: tokens.flatMap { $0.count == queries ? $0 : nil },
                keys: tokens.flatMap { $0.count == keys ? $0 : nil }, title: "Head \(head + 1)", theme: theme)
        }
        return ChartGrid(
            title: "Attention \(attention) of \(model.name)", columns: min(max(heads, 1), 2), theme: theme, charts)
    }
}
