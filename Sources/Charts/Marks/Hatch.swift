/// Lines across a filled area, by which areas differ beside their colours: in grey the colours of the palette look nearly the same.
public enum Hatch: String, Sendable, CaseIterable {
    case rising, falling, horizontal, vertical, crossed

    /// The lines of the series `index`: none for the first and for every sixth.
    public static func automatic(_ index: Int) -> Hatch? {
        index % (allCases.count + 1) == 0 ? nil : allCases[index % (allCases.count + 1) - 1]
    }

    /// Pixels from one line to the next, across or down.
    private static let step = 7.0
    /// More cells than these are too small for lines, and would be many bytes.
    package static let limit = 400

    /// The lines within a rectangle in pixels, at the same places in every rectangle so that they go on in the next.
    package func lines(in rect: Rect) -> [(from: Point, to: Point)] {
        let (left, right, top, bottom) = (rect.x, rect.maxX, rect.y, rect.maxY)
        guard right > left, bottom > top else { return [] }
        func places(_ from: Double, _ to: Double) -> StrideThrough<Double> {
            stride(from: ((from + 0.5) / Self.step).rounded(.up) * Self.step, through: to - 0.5, by: Self.step)
        }
        switch self {
        case .horizontal:
            return places(top, bottom).map { (Point(x: left, y: $0), Point(x: right, y: $0)) }
        case .vertical:
            return places(left, right).map { (Point(x: $0, y: top), Point(x: $0, y: bottom)) }
        case .rising:  // x + y is the same all along a line
            return places(left + top, right + bottom).map { sum in
                let (start, end) = (max(left, sum - bottom), min(right, sum - top))
                return (Point(x: start, y: sum - start), Point(x: end, y: sum - end))
            }
        case .falling:  // and here x - y
            return places(left - bottom, right - top).map { difference in
                let (start, end) = (max(left, difference + top), min(right, difference + bottom))
                return (Point(x: start, y: start - difference), Point(x: end, y: end - difference))
            }
        case .crossed: return Hatch.rising.lines(in: rect) + Hatch.falling.lines(in: rect)
        }
    }
}

extension SVGWriter {
    /// The lines of a hatch over filled rectangles; nothing where there is no line.
    package mutating func hatch(_ hatch: Hatch?, in rects: [Rect], color: Color) {
        guard let hatch, rects.count <= Hatch.limit else { return }
        let lines = rects.flatMap { hatch.lines(in: $0) }
        guard !lines.isEmpty else { return }
        beginPath()
        for (from, to) in lines {
            move(from.x, from.y)
            line(to.x, to.y)
        }
        endPath()
        raw(" fill=\"none\" stroke-opacity=\".55\"")
        attribute("stroke", color)
        raw("/>")
    }
}
