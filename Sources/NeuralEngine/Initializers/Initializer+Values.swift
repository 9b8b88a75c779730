extension Initializer {
    /// The values of a parameter of a given shape, row-major.
    func values(shape: [Int], fanIn: Int, fanOut: Int, using generator: inout SeededGenerator) -> [Float] {
        let count = shape.reduce(1, *)
        switch self {
        case .glorotUniform, .glorotNormal, .heUniform, .heNormal, .lecunUniform, .lecunNormal, .varianceScaling:
            return Self.scaledDraws(spread, count: count, fanIn: fanIn, fanOut: fanOut, using: &generator)
        case .orthogonal:
            return Self.orthogonal(
                rows: shape.dropLast().reduce(1, *), columns: shape.last ?? 1, using: &generator)
        case .identity:
            let columns = shape.last ?? 1
            return (0..<count).map { $0 / columns == $0 % columns ? 1 : 0 }
        case .zeros: return Array(repeating: 0, count: count)
        case .ones: return Array(repeating: 1, count: count)
        case .constant(let value): return Array(repeating: value, count: count)
        case .uniform(let limit): return Self.uniform(count, in: -Double(limit), Double(limit), using: &generator)
        case .randomUniform(let minimum, let maximum):
            return Self.uniform(count, in: Double(minimum), Double(maximum), using: &generator)
        case .normal(let deviation):
            return (0..<count).map { _ in Float(Double(deviation) * generator.nextNormal()) }
        case .randomNormal(let mean, let deviation):
            return (0..<count).map { _ in Float(Double(mean) + Double(deviation) * generator.nextNormal()) }
        case .truncatedNormal(let mean, let deviation):
            return (0..<count).map { _ in
                Float(Double(mean) + Double(deviation) * generator.nextTruncatedNormal())
            }
        case .scaled(let base, let factor):
            return base.values(shape: shape, fanIn: fanIn, fanOut: fanOut, using: &generator).map { $0 * factor }
        case .parts(let parts):
            return Self.joined(parts, shape: shape, fanIn: fanIn, fanOut: fanOut, using: &generator)
        }
    }

    /// As ``varianceScaling(scale:mode:distribution:)`` describes it.
    private typealias Spread = (scale: Double, mode: FanMode, distribution: Distribution)

    private var spread: Spread {
        switch self {
        case .glorotUniform: (1, .fanAverage, .uniform)
        case .glorotNormal: (1, .fanAverage, .truncatedNormal)
        case .heUniform: (2, .fanIn, .uniform)
        case .heNormal: (2, .fanIn, .truncatedNormal)
        case .lecunUniform: (1, .fanIn, .uniform)
        case .lecunNormal: (1, .fanIn, .truncatedNormal)
        case .varianceScaling(let scale, let mode, let distribution): (Double(scale), mode, distribution)
        default: (1, .fanIn, .truncatedNormal)
        }
    }

    private static func scaledDraws(
        _ spread: Spread, count: Int, fanIn: Int, fanOut: Int, using generator: inout SeededGenerator
    ) -> [Float] {
        let n =
            switch spread.mode {
            case .fanIn: Double(max(fanIn, 1))
            case .fanOut: Double(max(fanOut, 1))
            case .fanAverage: max(Double(fanIn + fanOut) / 2, 1)
            }
        let variance = spread.scale / n
        switch spread.distribution {
        case .uniform:
            let limit = (3 * variance).squareRoot()
            return uniform(count, in: -limit, limit, using: &generator)
        case .untruncatedNormal:
            let deviation = variance.squareRoot()
            return (0..<count).map { _ in Float(deviation * generator.nextNormal()) }
        case .truncatedNormal:
            let deviation = variance.squareRoot() / truncatedDeviation
            return (0..<count).map { _ in Float(deviation * generator.nextTruncatedNormal()) }
        }
    }

    /// The deviation of a standard normal draw within ±2.
    private static let truncatedDeviation = 0.87962566103423978

    private static func uniform(
        _ count: Int, in minimum: Double, _ maximum: Double, using generator: inout SeededGenerator
    ) -> [Float] {
        let middle = (minimum + maximum) / 2
        let limit = (maximum - minimum) / 2
        return (0..<count).map { _ in Float(middle + limit * (2 * generator.nextUnit() - 1)) }
    }

    private static func joined(
        _ parts: [Initializer], shape: [Int], fanIn: Int, fanOut: Int, using generator: inout SeededGenerator
    ) -> [Float] {
        let columns = shape.last ?? 1
        let rows = shape.dropLast().reduce(1, *)
        var values = [Float](repeating: 0, count: rows * columns)
        for (index, part) in parts.enumerated() {
            let start = columns * index / parts.count
            let width = columns * (index + 1) / parts.count - start
            let own = part.values(
                shape: shape.dropLast() + [width], fanIn: fanIn, fanOut: fanOut, using: &generator)
            for row in 0..<rows {
                for column in 0..<width { values[row * columns + start + column] = own[row * width + column] }
            }
        }
        return values
    }
}

extension SeededGenerator {
    /// A draw from the normal distribution with mean 0 and deviation 1, drawn again until it lies within ±2.
    mutating func nextTruncatedNormal() -> Double {
        while true {
            let draw = nextNormal()
            if abs(draw) <= 2 { return draw }
        }
    }
}
