public import Charts
public import NeuralEngine

extension Chart {
    /// A network's layers and units, its weights as lines: blue above zero, vermilion and dashed below, thicker the
    /// larger.
    ///
    /// Inputs are white and neurons blue, as in the course. A column of more than `limit` units shows the first and the last.
    /// A network with other layers than dense ones is drawn as blocks, one a layer, as high as what it gives is large.
    ///
    /// - Throws: ``PlotError`` for more than 40 blocks, which nobody could read.
    public static func network(_ model: Model, limit: Int = 10, theme: Theme = .light) throws -> Chart {
        guard let columns = NetworkColumn.columns(of: model) else { return try blocks(of: model, theme: theme) }
        let limit = min(max(limit, 2), 40)
        let tallest = Double(columns.map { min($0.units, limit) + ($0.units > limit ? 1 : 0) }.max() ?? 1)
        let height = min(max(tallest * 38 + 110, 240), 900)
        let radius = min(12, (height - 110) / tallest * 0.36)
        let places = columns.map { Self.places(of: $0, limit: limit, tallest: tallest) }
        let pitch = width(columns: columns.count) / Double(columns.count)
        let details = columns.map { captionLines($0.detail, width: pitch - 6) }
        let captionHeight = details.map(\.count).max() ?? 1
        var marks: [any Mark] = []
        for index in columns.indices.dropFirst() {
            marks += edges(columns[index], x: Double(index), from: places[index - 1], to: places[index], theme: theme)
        }
        for (index, column) in columns.enumerated() {
            marks += units(column, x: Double(index), places[index], radius: radius, isInput: index == 0, theme: theme)
            marks += captions(
                column.heading, details[index], x: Double(index), top: tallest, lines: captionHeight, theme: theme)
        }
        let arrows = columns.map { String($0.units) }.joined(separator: " → ")
        return Chart(
            title: networkTitle(model),
            subtitle: "\(groupedText(model.parameterCount)) parameters · weights: blue > 0, dashed orange < 0",
            description: "Units a layer: \(arrows). " + weightText(columns)
        ) { marks }
        .xAxis(range: -0.5...(Double(columns.count) - 0.5))
        .yAxis(range: -0.3...(tallest + 1.2 + (captionHeight > 1 ? 0.4 : 0)))
        .axesHidden()
        .legend(.hidden)
        .size(width: width(columns: columns.count), height: height)
        .theme(theme)
    }

    /// In pixels. Five columns to nine are narrower, so that a notebook shows them beside its list of files.
    private static func width(columns: Int) -> Double {
        let count = Double(columns)
        return min(max(count * min(170, max(82, ChartGrid.notebookWidth / count)), 360), 1200)
    }

    static func networkTitle(_ model: Model) -> String {
        model.name == "network" ? "Network" : "Network \(model.name)"
    }

    /// The heights of the shown units, centred; nil is the ellipsis between.
    private static func places(
        of column: NetworkColumn, limit: Int, tallest: Double
    ) -> [(unit: Int?, y: Double)] {
        var units = column.shown(limit: limit).map { Int?.some($0) }
        if column.units > limit { units.insert(nil, at: (limit + 1) / 2) }
        let top = tallest / 2 + Double(units.count - 1) / 2
        return units.enumerated().map { ($0.element, top - Double($0.offset)) }
    }

    /// The weights of one layer, in steps of thickness: a mark for each step and sign, weakest first.
    private static func edges(
        _ column: NetworkColumn, x: Double, from: [(unit: Int?, y: Double)], to: [(unit: Int?, y: Double)], theme: Theme
    ) -> [any Mark] {
        guard let kernel = column.kernel else { return [] }
        let largest = kernel.scalars.reduce(0) { max($0, abs($1)) }
        let steps = 6
        var groups: [[(y: Double, toY: Double)]] = Array(repeating: [], count: 2 * steps)
        for (source, y) in from {
            for (unit, toY) in to {
                guard let source, let unit else { continue }
                let weight = kernel.scalars[source * column.units + unit]
                let part = largest > 0 && weight.isFinite ? Double(abs(weight) / largest) : 0
                let step = min(Int(part * Double(steps)), steps - 1)
                groups[2 * step + (weight < 0 ? 1 : 0)].append((y, toY))
            }
        }
        return groups.enumerated().compactMap { index, edges in
            guard !edges.isEmpty else { return nil }
            let strength = (Double(index / 2) + 0.5) / Double(steps)
            return SegmentMark(
                x: edges.map { _ in x - 1 }, y: edges.map(\.y), toX: edges.map { _ in x }, toY: edges.map(\.toY),
                color: theme.background.mixed(with: theme.palette.color(index % 2), 0.3 + 0.7 * strength),
                width: 0.5 + 3 * strength, dash: index % 2 == 1 ? [5, 3] : [])
        }
    }

    private static func units(
        _ column: NetworkColumn, x: Double, _ places: [(unit: Int?, y: Double)], radius: Double, isInput: Bool,
        theme: Theme
    ) -> [any Mark] {
        let drawn = places.filter { $0.unit != nil }.map(\.y)
        let fill = isInput ? theme.mutedText : theme.palette.color(0)
        var marks: [any Mark] = [
            PointMark(
                x: drawn.map { _ in x }, y: drawn, color: fill, symbol: .circle, radius: radius, isHollow: isInput)
        ]
        for (unit, y) in places {
            if let unit, isInput, radius > 8 {
                marks.append(
                    TextMark(
                        "$x_{\(unit + 1)}$", x: x, y: y, size: radius * 0.95, anchor: .middle,
                        offset: (0, -radius * 0.3), hasHalo: false))
            } else if unit == nil {
                marks.append(
                    TextMark("⋮", x: x, y: y, color: theme.mutedText, size: 20, anchor: .middle, offset: (0, -7)))
            }
        }
        return marks
    }

    /// A column's heading, and below it what is said of it in detail; all headings stand above `lines` lines.
    private static func captions(
        _ heading: String, _ details: [String], x: Double, top: Double, lines: Int, theme: Theme
    ) -> [any Mark] {
        let first = 13 * Double(lines - 1)
        let heading = TextMark(
            heading, x: x, y: top + 0.5, size: 12, anchor: .middle, offset: (0, first + 3), isBold: true, hasHalo: false
        )
        return [heading]
            + details.enumerated().map { line, words in
                TextMark(
                    words, x: x, y: top + 0.5, color: theme.mutedText, size: 11, anchor: .middle,
                    offset: (0, first - 12 - 13 * Double(line)), hasHalo: false)
            }
    }

    /// "12 · no activation" in two lines where the next column would begin within it.
    private static func captionLines(_ detail: String, width: Double) -> [String] {
        guard TextMetrics.width(of: detail, size: 11) > width, let cut = detail.firstRange(of: " · ") else {
            return [detail]
        }
        return [String(detail[..<cut.lowerBound]), String(detail[cut.upperBound...])]
    }

    private static func weightText(_ columns: [NetworkColumn]) -> String {
        columns.dropFirst().enumerated().map { index, column in
            let extent = DataExtent((column.kernel?.scalars ?? []).map(Double.init))
            guard !extent.isEmpty else { return "layer \(index + 1) has no finite weight" }
            return "weights of layer \(index + 1) from \(NumberText.readable(extent.lower, digits: 3)) to "
                + NumberText.readable(extent.upper, digits: 3)
        }.joined(separator: ", ").capitalisedFirst
    }
}
