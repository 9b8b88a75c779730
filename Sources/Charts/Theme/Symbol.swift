/// The shape of a point; each class gets its own, so that colour is never the only difference.
public enum Symbol: String, CaseIterable, Sendable {
    case circle, square, triangle, diamond, downTriangle, plus, cross, star
    /// An empty circle, to point at something; no class gets it by itself.
    case ring

    /// The symbol of the series `index`.
    package static func automatic(_ index: Int) -> Symbol {
        allCases[index % (allCases.count - 1)]
    }

    /// Plus, cross and ring are strokes; the others are filled shapes.
    package var isStroked: Bool { self == .plus || self == .cross || self == .ring }

    /// The corners for a symbol that covers about the same area as a circle of `radius`; a circle has none.
    package func outline(radius: Double) -> [Point] {
        switch self {
        case .circle, .plus, .cross, .ring: return []
        case .square:
            let half = radius * 0.89
            return [(-half, -half), (half, -half), (half, half), (-half, half)].map { Point(x: $0.0, y: $0.1) }
        case .diamond: return Self.polygon(4, radius * 1.25, startingAt: -90)
        case .triangle: return Self.polygon(3, radius * 1.4, startingAt: -90)
        case .downTriangle: return Self.polygon(3, radius * 1.4, startingAt: 90)
        case .star:
            return zip(Self.polygon(5, radius * 1.5, startingAt: -90), Self.polygon(5, radius * 0.65, startingAt: -54))
                .flatMap { [$0, $1] }
        }
    }

    private static func polygon(_ corners: Int, _ radius: Double, startingAt degrees: Double) -> [Point] {
        (0..<corners).map { corner in
            let angle = (degrees + 360 / Double(corners) * Double(corner)) * .pi / 180
            return Point(x: radius * Mathematics.cosine(angle), y: radius * Mathematics.sine(angle))
        }
    }
}
