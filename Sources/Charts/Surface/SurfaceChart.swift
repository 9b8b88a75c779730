/// A function of two variables as a surface seen in perspective, with ways over it.
///
/// ```swift
/// let bowl = try ScalarGrid(columns: 41, rows: 41, x: -2...2, y: -2...2) { x, y in x * x + 2 * y * y }
/// SurfaceChart(title: "$x^2 + 2 y^2$", bowl, zLabel: "$f$")
/// ```
public struct SurfaceChart: Picture {
    public var title: String
    public var subtitle: String?
    public var grid: ScalarGrid
    public var paths: [SurfacePath]
    public var colors: ColorMap
    public var xLabel: String
    public var yLabel: String
    public var zLabel: String
    /// The heights at the bottom and the top; nothing: the lowest and the highest value. What is higher is cut off.
    public var zRange: ClosedRange<Double>?
    /// Where the eye stands, in degrees around the upright axis: 0 looks along x, from its high end.
    public var azimuth: Double
    /// Degrees above the ground, 5 to 85.
    public var elevation: Double
    public var theme: Theme
    public var size: ChartSize

    public init(
        title: String = "", subtitle: String? = nil, _ grid: ScalarGrid, paths: [SurfacePath] = [],
        colors: ColorMap = .viridis, xLabel: String = "$x$", yLabel: String = "$y$", zLabel: String = "",
        zRange: ClosedRange<Double>? = nil, azimuth: Double = -58, elevation: Double = 32, theme: Theme = .light,
        size: ChartSize = ChartSize(width: 600, height: 460)
    ) {
        self.title = title
        self.subtitle = subtitle
        self.grid = grid
        self.paths = paths
        self.colors = colors
        self.xLabel = xLabel
        self.yLabel = yLabel
        self.zLabel = zLabel
        self.zRange = zRange
        self.azimuth = azimuth
        self.elevation = elevation
        self.theme = theme
        self.size = size
    }

    public var background: Color { theme.background }

    public var textDescription: String {
        var sentences = [title, subtitle ?? ""].filter { !$0.isEmpty }.map { TextMarkup($0).plain }
        let range = ColorScale.range(of: grid.values)
        let heights = range.map {
            "heights \(NumberText.readable($0.lowerBound)) to \(NumberText.readable($0.upperBound))"
        }
        let empty = grid.values.count { !$0.isFinite }
        sentences.append(
            "Surface over \(axis(xLabel, grid.x)) and \(axis(yLabel, grid.y)): " + (heights ?? "no finite value")
                + (empty > 0 && range != nil ? ", \(empty) not finite and left out" : ""))
        for path in paths.prefix(12) {
            guard let x = path.x.last, let y = path.y.last else { continue }
            let name = path.label.map { " “\(TextMarkup($0).plain)”" } ?? ""
            sentences.append(
                "Path\(name): \(NumberText.count(min(path.x.count, path.y.count), "place")), last "
                    + "(\(NumberText.readable(x)), \(NumberText.readable(y)))")
        }
        return sentences.joined(separator: ". ") + "."
    }

    private func axis(_ label: String, _ range: ClosedRange<Double>) -> String {
        TextMarkup(label).plain
            + " \(NumberText.readable(range.lowerBound)) to \(NumberText.readable(range.upperBound))"
    }

    public func draw(into writer: inout SVGWriter, at origin: (x: Double, y: Double)) {
        let area = Rect(x: origin.x, y: origin.y, width: size.width, height: size.height)
        SurfaceRenderer(self, in: area).render(into: &writer)
    }
}
