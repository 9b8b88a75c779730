extension Initializer {
    /// Gram and Schmidt's process on the shorter side of a matrix of normal draws, in double precision.
    ///
    /// A vector that loses much of its length is cleaned again ("twice is enough", Giraud et al. 2005). New vectors are taken
    /// a few at a time, so that the ones before are read less often: 512 of length 512 take about 0.1 s.
    static func orthogonal(rows: Int, columns: Int, using generator: inout SeededGenerator) -> [Float] {
        let length = max(rows, columns)
        let vectors = min(rows, columns)
        // Zeros behind each vector, so that it is a whole number of lanes.
        let stride = (length + 7) / 8
        var basis = [SIMD8<Double>](repeating: .zero, count: stride * vectors)
        basis.withUnsafeMutableBufferPointer { basis in
            func draw(_ vector: Int) {
                for index in 0..<length { basis[vector * stride + index / 8][index % 8] = generator.nextNormal() }
            }
            func dot(_ a: Int, _ b: Int) -> Double {
                var sum = SIMD8<Double>.zero
                for lane in 0..<stride { sum += basis[a * stride + lane] * basis[b * stride + lane] }
                return sum.sum()
            }
            func clean(_ vector: Int, of other: Int) {
                let shadow = dot(vector, other)
                for lane in 0..<stride { basis[vector * stride + lane] -= shadow * basis[other * stride + lane] }
            }
            func norm(_ vector: Int) -> Double { dot(vector, vector).squareRoot() }
            /// Whether enough of it was left to go by.
            func finish(_ vector: Int, from begun: Double) -> Bool {
                var left = norm(vector)
                if left < 0.1 * begun {
                    for other in 0..<vector { clean(vector, of: other) }
                    left = norm(vector)
                }
                guard left > 1e-6 * begun else { return false }
                for lane in 0..<stride { basis[vector * stride + lane] /= left }
                return true
            }
            for first in Swift.stride(from: 0, to: vectors, by: 8) {
                let group = first..<min(first + 8, vectors)
                for vector in group { draw(vector) }
                var begun = group.map(norm)
                for other in 0..<first { for vector in group { clean(vector, of: other) } }
                for vector in group {
                    for other in first..<vector { clean(vector, of: other) }
                    // A draw that lies almost in the span of the others is drawn again.
                    while !finish(vector, from: begun[vector - first]) {
                        draw(vector)
                        begun[vector - first] = norm(vector)
                        for other in 0..<vector { clean(vector, of: other) }
                    }
                }
            }
        }
        var values = [Float](repeating: 0, count: rows * columns)
        for row in 0..<rows {
            for column in 0..<columns {
                let (vector, index) = rows <= columns ? (row, column) : (column, row)
                values[row * columns + column] = Float(basis[vector * stride + index / 8][index % 8])
            }
        }
        return values
    }
}
