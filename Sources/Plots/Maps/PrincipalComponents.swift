import NeuralEngine

/// The plane in which rows of numbers differ most (K. Pearson 1901), by power iteration.
struct PrincipalComponents {
    /// The two coordinates of each row.
    let x: [Double]
    let y: [Double]
    /// The part of the whole variance along each of both.
    let explained: (Double, Double)

    /// - Parameter rows: `[count, width]`, width at least 2, all finite.
    init(_ rows: Tensor) {
        let (count, width) = (rows.shape[0], rows.shape[1])
        var means = [Double](repeating: 0, count: width)
        for (index, value) in rows.scalars.enumerated() { means[index % width] += Double(value) / Double(count) }
        let centred = rows.scalars.enumerated().map { Double($0.element) - means[$0.offset % width] }
        let variance = centred.reduce(0) { $0 + $1 * $1 }
        func projected(_ direction: [Double]) -> [Double] {
            (0..<count).map { row in
                (0..<width).reduce(0) { $0 + centred[row * width + $1] * direction[$1] }
            }
        }
        let first = Self.direction(centred, count, width, besides: nil)
        let second = Self.direction(centred, count, width, besides: first)
        x = projected(first)
        y = projected(second)
        func part(_ values: [Double]) -> Double {
            variance > 0 ? values.reduce(0) { $0 + $1 * $1 } / variance : 0
        }
        explained = (part(x), part(y))
    }

    /// The direction of most variance, perpendicular to another one; its largest component is positive, so that the picture does
    /// not depend on chance.
    private static func direction(_ rows: [Double], _ count: Int, _ width: Int, besides other: [Double]?) -> [Double] {
        // Not symmetric, so that it is perpendicular to no natural direction.
        var direction = (0..<width).map { 1 / Double($0 + 2) }
        func orthonormalise() {
            if let other {
                let part = zip(direction, other).reduce(0) { $0 + $1.0 * $1.1 }
                for index in 0..<width { direction[index] -= part * other[index] }
            }
            let length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
            guard length > 1e-150 else { return }
            for index in 0..<width { direction[index] /= length }
        }
        orthonormalise()
        for _ in 0..<200 {
            let before = direction
            var next = [Double](repeating: 0, count: width)
            for row in 0..<count {
                var part = 0.0
                for index in 0..<width { part += rows[row * width + index] * direction[index] }
                for index in 0..<width { next[index] += part * rows[row * width + index] }
            }
            guard next.contains(where: { $0 != 0 }) else { break }
            direction = next
            orthonormalise()
            if zip(direction, before).allSatisfy({ abs($0 - $1) < 1e-10 }) { break }
        }
        let largest = direction.max { abs($0) < abs($1) } ?? 1
        return largest < 0 ? direction.map { -$0 } : direction
    }
}
