/// The size of a picture in pixels (at a zoom of 100 %).
public struct ChartSize: Sendable, Equatable {
    public let width: Double
    public let height: Double

    /// Sizes outside of 80...8000 pixels are drawn with the nearest of the two: smaller ones have no room for text.
    public init(width: Double, height: Double) {
        self.width = Self.clamped(width)
        self.height = Self.clamped(height)
    }

    private static func clamped(_ length: Double) -> Double {
        length.isNaN ? 400 : min(max(length, 80), 8000).rounded()
    }
}
