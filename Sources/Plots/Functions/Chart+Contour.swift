public import Charts
public import NeuralEngine

extension Chart {
    /// A function of two numbers from above: areas between contour lines, with the ways of optimizers over it.
    ///
    /// ```swift
    /// try Chart.contour(of: { x, y in try x * x + 10 * y * y }, x: -4...4, y: -2...2)
    /// ```
    ///
    /// - Parameters:
    ///   - function: Made of tensor operations that work element by element.
    ///   - paths: Drawn on top, each in a colour of its own.
    ///   - spacing: ``Charts/ContourSpacing/denseLow`` shows the bottom of a steep valley.
    /// - Throws: ``PlotError`` when the function does not give one number for each place; what it throws.
    public static func contour(
        of function: (Tensor, Tensor) throws -> Tensor, x: ClosedRange<Double>, y: ClosedRange<Double>,
        paths: [DescentPath] = [], title: String = "", spacing: ContourSpacing = .even, resolution: Int = 121,
        theme: Theme = .light
    ) throws -> Chart {
        var chart = try contours(
            of: function, x: x, y: y, isPale: !paths.isEmpty, title: title, spacing: spacing, resolution: resolution,
            theme: theme)
        for (index, path) in paths.enumerated() {
            chart.marks += marks(
                path, color: theme.palette.color(index + 1), dash: LineDash.automatic(index), theme: theme)
        }
        return chart
    }

    /// The areas alone; pale ones let paths stand out.
    static func contours(
        of function: (Tensor, Tensor) throws -> Tensor, x: ClosedRange<Double>, y: ClosedRange<Double>, isPale: Bool,
        title: String, spacing: ContourSpacing, resolution: Int = 121, theme: Theme
    ) throws -> Chart {
        let grid = try PlaneFunction.grid(function, x: x, y: y, places: resolution)
        return Chart(title: title.isEmpty ? "Contours of $f(x, y)$" : title) {
            ContourMark(
                grid, colors: isPale ? .paleBlues(on: theme) : .viridis, count: 14, spacing: spacing,
                name: "$f(x, y)$")
            if !isPale || spacing == .denseLow {
                ContourMark(
                    grid, colors: ColorMap([theme.axis]), count: 14, spacing: spacing, isFilled: false, width: 0.5)
            }
        }
        .xAxis("$x$", range: x, showsGrid: false)
        .yAxis("$y$", range: y, showsGrid: false)
        .legend(isPale ? .top : .hidden)
        .size(width: 600, height: 440)
        .theme(theme)
    }

    /// A path's line, its steps where they are few, its beginning and its end.
    static func marks(
        _ path: DescentPath, color: Color, dash: [Double], showsSteps: Bool = true, theme: Theme
    ) -> [any Mark] {
        guard let x = path.x.first, let y = path.y.first, let lastX = path.x.last, let lastY = path.y.last else {
            return []
        }
        var marks: [any Mark] = [
            LineMark(x: path.x, y: path.y, label: path.name, color: color, width: 1.8, dash: dash)
        ]
        if showsSteps, path.x.count <= 60 {
            marks.append(PointMark(x: path.x, y: path.y, color: color, symbol: .circle, radius: 2.2))
        }
        marks.append(PointMark(x: [x], y: [y], color: theme.text, symbol: .circle, radius: 4, isHollow: true))
        marks.append(PointMark(x: [lastX], y: [lastY], color: color, symbol: .circle, radius: 5))
        return marks
    }

    /// Optimizers that start at the same place of a function of two numbers, from above.
    ///
    /// - Throws: As ``contour(of:x:y:paths:title:spacing:resolution:theme:)`` and ``DescentPath``.
    public static func race(
        _ optimizers: [Optimizer], of function: (Tensor, Tensor) throws -> Tensor, from start: (x: Double, y: Double),
        x: ClosedRange<Double>, y: ClosedRange<Double>, steps: Int = 100, spacing: ContourSpacing = .denseLow,
        theme: Theme = .light
    ) throws -> Chart {
        let paths = try DescentPath.race(optimizers, of: function, from: start, steps: steps)
        var chart = try contour(
            of: function, x: x, y: y, paths: paths, title: "Optimizers on one surface", spacing: spacing, theme: theme)
        chart.subtitle = "\(steps) steps from (\(NumberText.readable(start.x)), \(NumberText.readable(start.y)))"
        return chart
    }
}

extension DescentPath {
    /// One path for each optimizer; those of the same name are told apart by their learning rates.
    static func race(
        _ optimizers: [Optimizer], of function: (Tensor, Tensor) throws -> Tensor, from start: (x: Double, y: Double),
        steps: Int
    ) throws -> [DescentPath] {
        guard !optimizers.isEmpty else { throw PlotError("No optimizer was given, so there is no race to draw.") }
        let repeated = Dictionary(grouping: optimizers, by: \.name).filter { $0.value.count > 1 }
        return try optimizers.map { optimizer in
            let rate = "$\\eta$ = \(NumberText.readable(optimizer.learningRate))"
            return try DescentPath(
                down: function, from: start, optimizer: optimizer, steps: steps,
                name: repeated[optimizer.name] == nil ? optimizer.name : "\(optimizer.name), \(rate)")
        }
    }
}

extension ColorMap {
    /// From the background to a strong tint of blue, the lowest values darkest.
    static func paleBlues(on theme: Theme) -> ColorMap {
        let blue = Color(0x3A76AF)
        return ColorMap((0...6).map { theme.background.mixed(with: blue, 0.62 * (1 - Double($0) / 6)) })
    }
}
