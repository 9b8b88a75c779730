public import Charts
public import NeuralEngine

extension Chart {
    /// A self-organizing map's U-matrix: how far each unit's weights are from its neighbours'. Dark valleys are clusters, bright
    /// ridges the borders between them.
    ///
    /// Source: A. Ultsch and H. P. Siemon, "Kohonen's self organizing feature maps for exploratory data analysis" (1990).
    ///
    /// - Throws: `ChartError`, as every grid of cells may.
    public static func uMatrix(
        _ map: SelfOrganizingMap, title: String = "U-matrix", theme: Theme = .light
    ) throws -> Chart {
        try uMatrix(SelfOrganizingGrid(map), title: title, theme: theme)
    }

    /// Of the weights of a rectangular map.
    ///
    /// - Parameter weights: `[rows, columns, features]`.
    /// - Throws: ``PlotError`` for other shapes and weights that are not finite.
    public static func uMatrix(_ weights: Tensor, title: String = "U-matrix", theme: Theme = .light) throws -> Chart {
        try uMatrix(SelfOrganizingGrid(weights), title: title, theme: theme)
    }

    private static func uMatrix(_ map: SelfOrganizingGrid, title: String, theme: Theme) throws -> Chart {
        let values = (0..<map.count).map { unit in
            let neighbours = map.map.neighbours(of: unit)
            return neighbours.reduce(0) { $0 + map.distance(unit, $1) } / Double(neighbours.count)
        }
        let cells = try map.cells(values)
        return lattice(map, title: title, subtitle: nil, theme: theme) {
            [RasterMark(cells, name: "mean distance to the neighbours")]
        }
    }

    /// Which examples each unit of a self-organizing map is nearest to: the colour of the class that is most frequent there, and
    /// how many examples there are. Without classes, the number is shown by colour.
    ///
    /// - Throws: ``PlotError`` when the map is not of the data's features.
    public static func selfOrganizingMap(
        _ map: SelfOrganizingMap, _ data: Dataset, title: String? = nil, theme: Theme = .light
    ) throws -> Chart {
        try selfOrganizingMap(SelfOrganizingGrid(map), data, title: title, theme: theme)
    }

    /// Of the weights of a rectangular map, `[rows, columns, features]`.
    ///
    /// - Throws: ``PlotError`` when the weights are no map, or not of the data's features.
    public static func selfOrganizingMap(
        _ weights: Tensor, _ data: Dataset, title: String? = nil, theme: Theme = .light
    ) throws -> Chart {
        try selfOrganizingMap(SelfOrganizingGrid(weights), data, title: title, theme: theme)
    }

    private static func selfOrganizingMap(
        _ map: SelfOrganizingGrid, _ data: Dataset, title: String?, theme: Theme
    ) throws -> Chart {
        let winners = try map.winners(data)
        var counts = [Double](repeating: 0, count: map.count)
        for unit in winners { counts[unit] += 1 }
        let heading = title ?? "Self-organizing map of \(data.name)"
        let used = counts.count { $0 > 0 }
        let subtitle = "\(used) of \(counts.count) units are nearest to an example"
        guard let labels = data.labels, let classes = data.classCount, classes > 1 else {
            let cells = try map.cells(counts)
            return lattice(map, title: heading, subtitle: subtitle, theme: theme) {
                [RasterMark(cells, name: "examples")]
            }
        }
        var votes = Array(repeating: [Int](repeating: 0, count: classes), count: counts.count)
        for (unit, label) in zip(winners, labels) where label < classes { votes[unit][label] += 1 }
        let majority = votes.map { row in row.max() ?? 0 > 0 ? row.firstIndex(of: row.max() ?? 0) : nil }
        return lattice(map, title: heading, subtitle: subtitle, theme: theme) {
            classMarks(map, majority: majority, counts: counts, data, classes: classes, theme: theme)
        }
    }

    private static func classMarks(
        _ map: SelfOrganizingGrid, majority: [Int?], counts: [Double], _ data: Dataset, classes: Int, theme: Theme
    ) -> [any Mark] {
        var marks: [any Mark] = []
        for label in 0..<classes {
            let units = majority.indices.filter { majority[$0] == label }
            guard !units.isEmpty else { continue }
            let name = data.classNames.flatMap { $0.indices.contains(label) ? $0[label] : nil } ?? "class \(label)"
            let color = theme.background.mixed(with: theme.palette.color(label), 0.72)
            let places = units.map(map.place)
            marks.append(
                RectangleMark(
                    x: places.map { ($0.x - 0.5)...($0.x + 0.5) }, y: places.map { ($0.y - 0.5)...($0.y + 0.5) },
                    label: Int(name) == nil ? name : "class \(name)", color: color, hatch: .automatic(label)))
            guard map.columns <= 24 else { continue }
            marks.append(
                QuietMarks(
                    zip(units, places).map {
                        CellTextMark(String(Int(counts[$0])), x: $1.x, y: $1.y, on: color, size: 10)
                    }))
        }
        return marks
    }

    private static func lattice(
        _ map: SelfOrganizingGrid, title: String, subtitle: String?, theme: Theme, _ marks: () -> [any Mark]
    ) -> Chart {
        let marks = marks()
        let right = Double(map.columns) - (map.isHexagonal ? 0 : 0.5)
        return Chart(title: title, subtitle: subtitle) { marks }
            .xAxis("column", range: -0.5...right, ticks: .integers, showsGrid: false)
            .yAxis(
                "row", range: -0.5...(Double(map.rows) - 0.5),
                ticks: .categories((0..<map.rows).reversed().map(String.init)), showsGrid: false
            )
            .legend(.outside)
            .equalScales()
            .size(width: 560, height: 440)
            .theme(theme)
    }

    /// The lattice of a self-organizing map of two features, spread over its data.
    ///
    /// - Throws: ``PlotError`` when the map is not one of two features, or the data have others.
    public static func selfOrganizingLattice(
        _ map: SelfOrganizingMap, _ data: Dataset, title: String? = nil, theme: Theme = .light
    ) throws -> Chart {
        try selfOrganizingLattice(SelfOrganizingGrid(map), data, title: title, theme: theme)
    }

    /// Of the weights of a rectangular map, `[rows, columns, 2]`.
    ///
    /// - Throws: ``PlotError`` when the weights are no map of two features, or the data have others.
    public static func selfOrganizingLattice(
        _ weights: Tensor, _ data: Dataset, title: String? = nil, theme: Theme = .light
    ) throws -> Chart {
        try selfOrganizingLattice(SelfOrganizingGrid(weights), data, title: title, theme: theme)
    }

    private static func selfOrganizingLattice(
        _ map: SelfOrganizingGrid, _ data: Dataset, title: String?, theme: Theme
    ) throws -> Chart {
        let plane = try FeaturePlane(data, features: (0, 1))
        guard map.map.featureCount == 2, plane.width == 2 else {
            throw PlotError(
                """
                A lattice over its data needs two features; the map has \(map.map.featureCount) and data set \(data.name) \
                \(plane.width).
                """)
        }
        let units = 0..<map.count
        let points = units.map { (x: Double(map.vector($0).first ?? 0), y: Double(map.vector($0).last ?? 0)) }
        let edges = units.flatMap { unit in map.map.neighbours(of: unit).filter { $0 > unit }.map { (unit, $0) } }
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

    /// How a self-organizing map's errors fell, epoch by epoch; epoch 0 is the map before training.
    public static func errors(_ history: SelfOrganizingMapHistory, theme: Theme = .light) -> Chart {
        let epochs = history.quantizationError.indices.map(Double.init)
        return Chart(title: "Self-organizing map of \(history.dataset)") {
            LineMark(
                x: epochs, y: history.quantizationError, label: "quantization error", color: theme.palette.color(0))
            LineMark(
                x: epochs, y: history.topographicError, label: "topographic error", color: theme.palette.color(1),
                dash: [6, 3])
        }
        .xAxis("epoch", ticks: .integers)
        .yAxis("error")
        .theme(theme)
    }
}
