/// Where a mark draws: the plot's area, the two scales, and the style of the mark's series.
public struct Canvas: Sendable {
    package var writer = SVGWriter()
    package let x: ScaleTransform
    package let y: ScaleTransform
    package let plot: Rect
    package let theme: Theme
    package let pointCount: Int
    package var style = SeriesStyle(color: Color(0), symbol: .circle)
    package var occupancy: OccupancyGrid

    package init(x: ScaleTransform, y: ScaleTransform, plot: Rect, theme: Theme, pointCount: Int) {
        self.x = x
        self.y = y
        self.plot = plot
        self.theme = theme
        self.pointCount = pointCount
        occupancy = OccupancyGrid(plot)
    }

    /// The place of a value pair, or nothing when one of the two has none (not finite, or not positive on a log axis).
    package func place(_ horizontal: Double, _ vertical: Double) -> Point? {
        guard x.admits(horizontal), y.admits(vertical) else { return nil }
        return Point(x: x(horizontal), y: y(vertical))
    }
}
