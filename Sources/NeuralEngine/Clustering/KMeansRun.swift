#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

/// Rows moved so that their mean is 0, where squares keep their digits.
struct CentredRows {
    let count: Int
    let width: Int
    let scalars: [Float]
    let means: [Float]
    /// ‖x‖² of each row.
    let squares: [Double]
    /// The mean of the features' variances.
    let meanVariance: Double

    init(_ rows: ExampleRows) {
        (count, width) = (rows.count, rows.width)
        var sums = [Double](repeating: 0, count: rows.width)
        for row in 0..<rows.count {
            for place in 0..<rows.width { sums[place] += Double(rows.scalars[row * rows.width + place]) }
        }
        let means = sums.map { Float($0 / Double(rows.count)) }
        var moved = rows.scalars
        var squares = [Double](repeating: 0, count: rows.count)
        for row in 0..<rows.count {
            for place in 0..<rows.width {
                let value = moved[row * rows.width + place] - means[place]
                moved[row * rows.width + place] = value
                squares[row] += Double(value) * Double(value)
            }
        }
        scalars = moved
        self.means = means
        self.squares = squares
        meanVariance = squares.reduce(0, +) / Double(rows.count * rows.width)
    }
}

/// One run of Lloyd's algorithm.
struct KMeansRun {
    private let rows: CentredRows
    private let clusters: Int
    private(set) var centres: [Float]
    private(set) var labels: [Int] = []
    private(set) var inertias: [Double] = []
    private(set) var converged = false

    var inertia: Double { inertias.last ?? .infinity }

    /// Draws the first centres: k-means++.
    init(_ rows: CentredRows, clusters: Int, using generator: inout SeededGenerator) {
        self.rows = rows
        self.clusters = clusters
        let width = rows.width
        func row(_ index: Int) -> ArraySlice<Float> { rows.scalars[(index * width)..<((index + 1) * width)] }
        centres = Array(row(generator.nextIndex(below: rows.count)))
        var distances = Self.distances(rows, to: centres)[0]
        let tries = 2 + Int(log(Double(clusters)))
        while centres.count < clusters * width {
            let total = distances.reduce(0, +)
            let candidates = (0..<tries).map { _ in Self.draw(distances, total: total, using: &generator) }
            let lists = Self.distances(rows, to: candidates.flatMap { Array(row($0)) })
            var best: (sum: Double, candidate: Int, distances: [Double])?
            for (candidate, list) in zip(candidates, lists) {
                let nearer = zip(distances, list).map { min($0, $1) }
                let sum = nearer.reduce(0, +)
                if sum < best?.sum ?? .infinity { best = (sum, candidate, nearer) }
            }
            guard let best else { break }
            centres += Array(row(best.candidate))
            distances = best.distances
        }
    }

    /// A row drawn with a probability in proportion to its weight; any of them where all weights are 0.
    private static func draw(_ weights: [Double], total: Double, using generator: inout SeededGenerator) -> Int {
        guard total > 0 else { return generator.nextIndex(below: weights.count) }
        var rest = generator.nextUnit() * total
        for (index, weight) in weights.enumerated() {
            rest -= weight
            if rest < 0 { return index }
        }
        return weights.lastIndex { $0 > 0 } ?? 0
    }

    /// For each vector, ‖x − c‖² of all rows.
    private static func distances(_ rows: CentredRows, to vectors: [Float]) -> [[Double]] {
        let (width, many) = (rows.width, vectors.count / rows.width)
        let product = Product(rows: rows.count, columns: many, inner: width, rightTransposed: true)
        var output = [Float](repeating: 0, count: rows.count * many)
        withUnsafeTemporaryAllocation(of: Float.self, capacity: max(product.scratchCount, 1)) { scratch in
            rows.scalars.withUnsafeBufferPointer { left in
                vectors.withUnsafeBufferPointer { right in
                    output.withUnsafeMutableBufferPointer { output in
                        guard let left = left.baseAddress, let right = right.baseAddress,
                            let output = output.baseAddress
                        else { return }
                        product.run(left, right, into: output, scratch: scratch.baseAddress)
                    }
                }
            }
        }
        return (0..<many).map { vector in
            let square = vectors[(vector * width)..<((vector + 1) * width)].reduce(0.0) {
                $0 + Double($1) * Double($1)
            }
            return (0..<rows.count).map { row in
                max(rows.squares[row] - 2 * Double(output[row * many + vector]) + square, 0)
            }
        }
    }

    /// Gives examples to centres and moves these, until they rest.
    ///
    /// - Parameter tolerance: how far, squared and in sum, they may move at rest.
    /// - Throws: ``EngineError/Code/interrupted``.
    mutating func settle(maxIterations: Int, tolerance: Double) throws {
        let (count, width) = (rows.count, rows.width)
        for _ in 0..<maxIterations {
            try Interruption.check()
            let before = labels
            labels = NearestRows(centres, width: width).nearest(rows.scalars)
            var sums = [Double](repeating: 0, count: clusters * width)
            var members = [Int](repeating: 0, count: clusters)
            sums.withUnsafeMutableBufferPointer { sums in
                rows.scalars.withUnsafeBufferPointer { scalars in
                    for row in 0..<count {
                        let label = labels[row]
                        members[label] += 1
                        for place in 0..<width { sums[label * width + place] += Double(scalars[row * width + place]) }
                    }
                }
            }
            let emptied = refill(&sums, &members)
            // J = Σ‖x‖² − Σ n_c ‖μ_c‖², once each centre is the mean of its examples.
            var (moved, inertia) = (0.0, rows.squares.reduce(0, +))
            for cluster in 0..<clusters {
                let size = Double(max(members[cluster], 1))
                for place in (cluster * width)..<((cluster + 1) * width) {
                    let mean = sums[place] / size
                    inertia -= size * mean * mean
                    moved += (mean - Double(centres[place])) * (mean - Double(centres[place]))
                    centres[place] = Float(mean)
                }
            }
            // Rounding may make it rise by its last digits when nothing moves any more.
            inertias.append(min(max(inertia, 0), self.inertia))
            if !emptied, labels == before || moved <= tolerance {
                converged = true
                break
            }
        }
        labels = NearestRows(centres, width: width).nearest(rows.scalars)
    }

    /// Gives each centre without examples the one that is farthest from its own centre; whether there was one.
    private mutating func refill(_ sums: inout [Double], _ members: inout [Int]) -> Bool {
        let empty = members.indices.filter { members[$0] == 0 }
        guard !empty.isEmpty else { return false }
        let width = rows.width
        func row(_ index: Int) -> ArraySlice<Float> { rows.scalars[(index * width)..<((index + 1) * width)] }
        let distances = labels.indices.map { index in
            squaredDistance(row(index), centres[(labels[index] * width)..<((labels[index] + 1) * width)])
        }
        var farthest = labels.indices.sorted { distances[$0] > distances[$1] }[...]
        for cluster in empty {
            // From a centre that keeps others.
            guard let index = farthest.first(where: { members[labels[$0]] > 1 }) else { return false }
            farthest = farthest.drop { $0 != index }.dropFirst()
            for (place, value) in row(index).enumerated() {
                sums[labels[index] * width + place] -= Double(value)
                sums[cluster * width + place] += Double(value)
            }
            members[labels[index]] -= 1
            members[cluster] = 1
            labels[index] = cluster
        }
        return true
    }
}
