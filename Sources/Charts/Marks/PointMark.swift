/// Points, each drawn as a symbol.
public struct PointMark: Mark {
    public var label: String?
    public var color: Color?
    public var symbol: Symbol?
    /// In pixels; nothing: the more points a chart has, the smaller they are.
    public var radius: Double?
    /// Only the outline, the inside in the background's colour.
    public var isHollow: Bool
    private let series: PointSeries

    /// Above this many points in a chart, all symbols become dots and dots that hide each other are merged.
    package static let denseCount = 4000

    public init(
        x: [Double], y: [Double], label: String? = nil, color: Color? = nil, symbol: Symbol? = nil,
        radius: Double? = nil, isHollow: Bool = false
    ) {
        series = PointSeries(x: x, y: y)
        self.label = label
        self.color = color
        self.symbol = symbol
        self.radius = radius
        self.isHollow = isHollow
    }

    public var takesPaletteColor: Bool { color == nil || symbol == nil }
    public var pointCount: Int { series.count }

    public var xExtent: DataExtent {
        var extent = series.xExtent
        extent.hasSymbols = true
        return extent
    }

    public var yExtent: DataExtent {
        var extent = series.yExtent
        extent.hasSymbols = true
        return extent
    }

    public func draw(on canvas: inout Canvas) {
        let radius = max(radius ?? Self.automaticRadius(canvas.pointCount), 0.3)
        let color = color ?? canvas.style.color
        if canvas.pointCount > Self.denseCount {
            DotCloud(series: series, radius: radius, color: color).draw(on: &canvas)
        } else {
            drawSymbols(symbol ?? canvas.style.symbol, radius: radius, color: color, on: &canvas)
        }
    }

    /// Pixels: 4.2 for a handful, 1.3 for a hundred thousand.
    package static func automaticRadius(_ count: Int) -> Double {
        switch count {
        case ...120: 4.2
        case ...600: 3.4
        case ...2000: 2.6
        case ...20_000: 1.9
        default: 1.3
        }
    }

    private func drawSymbols(_ symbol: Symbol, radius: Double, color: Color, on canvas: inout Canvas) {
        let outline = symbol.outline(radius: radius)
        var isEmpty = true
        for index in 0..<series.count {
            guard let place = canvas.place(series.x[index], series.y[index]) else { continue }
            if isEmpty { canvas.writer.beginPath() }
            isEmpty = false
            canvas.occupancy.mark(
                Rect(x: place.x - radius, y: place.y - radius, width: 2 * radius, height: 2 * radius))
            canvas.writer.symbol(symbol, outline: outline, radius: radius, at: place)
        }
        guard !isEmpty else { return }
        canvas.writer.endPath()
        canvas.writer.symbolPaint(
            symbol, color: color, radius: radius, rim: canvas.theme.background, isHollow: isHollow)
        canvas.writer.raw("/>")
    }

    public func swatch(_ style: SeriesStyle) -> LegendSwatch? {
        .symbol(symbol ?? style.symbol, color ?? style.color, isHollow: isHollow)
    }

    public func summary(xScale: AxisScale, yScale: AxisScale) -> String? {
        var parts = [NumberText.count(series.count, "point")]
        if let ranges = series.ranges { parts.append(ranges) }
        parts += series.notes(xScale: xScale, yScale: yScale)
        return "points" + (label.map { " “\($0)”" } ?? "") + ": " + parts.joined(separator: ", ")
    }
}
