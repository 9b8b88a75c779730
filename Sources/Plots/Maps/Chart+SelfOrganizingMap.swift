public import Charts
public import NeuralEngine

extension Chart {
    /// A self-organizing map's U-matrix: how far each unit's weights are from its neighbours'. Dark valleys are clusters, bright
    /// ridges the borders between them.
    ///
    /// Source: A. Ultsch and H. P. Siemon, "Kohonen's self organizing feature maps for exploratory data analysis" (1990).
    ///
    /// - Parameter weights: `[rows, columns, features]`.
    /// - Throws: ``PlotError`` for other shapes and weights that are not finite.
    public static func uMatrix(_ weights: Tensor, title: String = "U-matrix", theme: Theme = .light) throws -> Chart {
        let map = try SelfOrganizingGrid(weights)
        let values = (0..<(map.rows * map.columns)).map { unit in
            let neighbours = map.neighbours(unit)
            return neighbours.reduce(0) { $0 + map.distance(unit, $1) } / Double(neighbours.count)
        }
        return lattice(map, title: title, subtitle: nil, theme: theme) { grid in
            [RasterMark(grid, name: "mean distance to the neighbours")]
        }(try grid(map, values))
    }

    /// Which examples each unit of a self-organizing map is nearest to: the colour of the class that is most frequent there, and
    /// how many examples there are. Without classes, the number is shown by colour.
    ///
    /// - Throws: ``PlotError`` when the weights are no map, or not of the data's features.
    public static func selfOrganizingMap(
        _ weights: Tensor, _ data: Dataset, title: String? = nil, theme: Theme = .light
    ) throws -> Chart {
        let map = try SelfOrganizingGrid(weights)
        let winners = try map.winners(data)
        var counts = [Double](repeating: 0, count: map.rows * map.columns)
        for unit in winners { counts[unit] += 1 }
        let heading = title ?? "Self-organizing map of \(data.name)"
        let used = counts.count { $0 > 0 }
        let subtitle = "\(used) of \(counts.count) units are nearest to an example"
        guard let labels = data.labels, let classes = data.classCount, classes > 1 else {
            return lattice(map, title: heading, subtitle: subtitle, theme: theme) { grid in
                [RasterMark(grid, name: "examples")]
            }(try grid(map, counts))
        }
        var votes = Array(repeating: [Int](repeating: 0, count: classes), count: counts.count)
        for (unit, label) in zip(winners, labels) where label < classes { votes[unit][label] += 1 }
        let majority = votes.map { row in row.max() ?? 0 > 0 ? row.firstIndex(of: row.max() ?? 0) : nil }
        return lattice(map, title: heading, subtitle: subtitle, theme: theme) { _ in
            classMarks(map, majority: majority, counts: counts, data, classes: classes, theme: theme)
        }(try grid(map, counts))
    }

    private static func classMarks(
        _ map: SelfOrganizingGrid, majority: [Int?], counts: [Double], _ data: Dataset, classes: Int, theme: Theme
    ) -> [any Mark] {
        func place(_ unit: Int) -> (x: Double, y: Double) {
            (Double(unit % map.columns), Double(map.rows - 1 - unit / map.columns))
        }
        var marks: [any Mark] = []
        for label in 0..<classes {
            let units = majority.indices.filter { majority[$0] == label }
            guard !units.isEmpty else { continue }
            let name = data.classNames.flatMap { $0.indices.contains(label) ? $0[label] : nil } ?? "class \(label)"
            let color = theme.background.mixed(with: theme.palette.color(label), 0.72)
            marks.append(
                RectangleMark(
                    x: units.map { (place($0).x - 0.5)...(place($0).x + 0.5) },
                    y: units.map { (place($0).y - 0.5)...(place($0).y + 0.5) },
                    label: Int(name) == nil ? name : "class \(name)", color: color))
            guard map.columns <= 24 else { continue }
            marks.append(
                QuietMarks(
                    units.map {
                        CellTextMark(String(Int(counts[$0])), x: place($0).x, y: place($0).y, on: color, size: 10)
                    }))
        }
        return marks
    }

    /// Row 0 on top, as the tensor is written.
    private static func grid(_ map: SelfOrganizingGrid, _ values: [Double]) throws -> ScalarGrid {
        let flipped = (0..<map.rows).reversed().flatMap { values[($0 * map.columns)..<(($0 + 1) * map.columns)] }
        return try ScalarGrid(
            columns: map.columns, rows: map.rows, values: flipped, x: 0...Double(map.columns - 1),
            y: 0...Double(map.rows - 1))
    }

    private static func lattice(
        _ map: SelfOrganizingGrid, title: String, subtitle: String?, theme: Theme,
        _ marks: @escaping (ScalarGrid) -> [any Mark]
    ) -> (ScalarGrid) -> Chart {
        { grid in
            Chart(title: title, subtitle: subtitle) { marks(grid) }
                .xAxis("column", range: -0.5...(Double(map.columns) - 0.5), ticks: .integers, showsGrid: false)
                .yAxis(
                    "row", range: -0.5...(Double(map.rows) - 0.5),
                    ticks: .categories((0..<map.rows).reversed().map(String.init)), showsGrid: false
                )
                .legend(.outside)
                .equalScales()
                .size(width: 560, height: 440)
                .theme(theme)
        }
    }

    /// The lattice of a self-organizing map of two features, spread over its data.
    ///
    /// - Throws: ``PlotError`` when the weights are no map of two features, or the data have others.
    public static func selfOrganizingLattice(
        _ weights: Tensor, _ data: Dataset, title: String? = nil, theme: Theme = .light
    ) throws -> Chart {
        let map = try SelfOrganizingGrid(weights)
        let plane = try FeaturePlane(data, features: (0, 1))
        guard map.width == 2, plane.width == 2 else {
            throw PlotError(
                "A lattice over its data needs two features; the map has \(map.width) and data set \(data.name) \(plane.width)."
            )
        }
        let units = 0..<(map.rows * map.columns)
        let points = units.map { (x: Double(map.vector($0).first ?? 0), y: Double(map.vector($0).last ?? 0)) }
        let edges = units.flatMap { unit in map.neighbours(unit).filter { $0 > unit }.map { (unit, $0) } }
        return Chart(title: title ?? "Self-organizing map over \(data.name)") {
            PointMark(
                x: plane.column(0), y: plane.column(1), label: "data",
                color: theme.background.mixed(with: theme.mutedText, 0.45), symbol: .circle, radius: 2)
            SegmentMark(
                x: edges.map { points[$0.0].x }, y: edges.map { points[$0.0].y }, toX: edges.map { points[$0.1].x },
                toY: edges.map { points[$0.1].y }, label: "neighbours", color: theme.palette.color(0), width: 1.2)
            PointMark(
                x: points.map(\.x), y: points.map(\.y), label: "units", color: theme.palette.color(1), symbol: .circle,
                radius: 3.4)
        }
        .xAxis(data.featureNames[0])
        .yAxis(data.featureNames[1])
        .size(width: 600, height: 440)
        .theme(theme)
    }
}
