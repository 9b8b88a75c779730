/// A place in the box around a surface: x and y in −1...1, z (up) in −`Perspective.halfHeight`...`halfHeight`.
struct SpacePoint {
    var x: Double
    var y: Double
    var z: Double
}

/// From space to pixels, as an eye near the box sees it.
struct Perspective {
    /// The box is less high than wide.
    static let halfHeight = 0.62
    /// The eye's distance from the middle of the box, whose half side is 1.
    private static let distance = 6.5

    private let cosAzimuth: Double
    private let sinAzimuth: Double
    private let cosElevation: Double
    private let sinElevation: Double
    private var scale = 1.0
    private var middle = Point(x: 0, y: 0)

    /// - Parameter area: The whole box fits into it.
    init(azimuth: Double, elevation: Double, fitting area: Rect) {
        let turn = (azimuth.isFinite ? azimuth : -58) * .pi / 180
        let tilt = min(max(elevation.isFinite ? elevation : 32, 5), 85) * .pi / 180
        cosAzimuth = Mathematics.cosine(turn)
        sinAzimuth = Mathematics.sine(turn)
        cosElevation = Mathematics.cosine(tilt)
        sinElevation = Mathematics.sine(tilt)
        let corners = Self.corners.map { self($0) }
        let (left, right) = (corners.map(\.x).min() ?? 0, corners.map(\.x).max() ?? 1)
        let (top, bottom) = (corners.map(\.y).min() ?? 0, corners.map(\.y).max() ?? 1)
        scale = max(min(area.width / (right - left), area.height / (bottom - top)), 1)
        middle = Point(x: area.midX - (left + right) / 2 * scale, y: area.midY - (top + bottom) / 2 * scale)
    }

    static let corners: [SpacePoint] = [-1.0, 1].flatMap { x in
        [-1.0, 1].flatMap { y in [-halfHeight, halfHeight].map { SpacePoint(x: x, y: y, z: $0) } }
    }

    func callAsFunction(_ point: SpacePoint) -> Point {
        let along = point.x * cosAzimuth + point.y * sinAzimuth  // towards the eye, on the ground
        let across = point.y * cosAzimuth - point.x * sinAzimuth
        let depth = along * cosElevation + point.z * sinElevation
        let up = point.z * cosElevation - along * sinElevation
        let factor = scale * Self.distance / (Self.distance - depth)
        return Point(x: middle.x + across * factor, y: middle.y - up * factor)
    }

    /// How far a place of the ground is from below the eye: what is farther is drawn earlier.
    func groundDistance(_ x: Double, _ y: Double) -> Double {
        let eye = (x: Self.distance * cosElevation * cosAzimuth, y: Self.distance * cosElevation * sinAzimuth)
        return ((x - eye.x) * (x - eye.x) + (y - eye.y) * (y - eye.y)).squareRoot()
    }

    /// The x and the y of the two walls behind the surface.
    var backWalls: (x: Double, y: Double) { (cosAzimuth > 0 ? -1 : 1, sinAzimuth > 0 ? -1 : 1) }
}
