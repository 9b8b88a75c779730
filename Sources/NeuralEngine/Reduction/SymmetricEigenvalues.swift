/// The eigenvalues and eigenvectors of a symmetric matrix, largest first: Householder reduction to a tridiagonal matrix, then the
/// implicit QL method.
///
/// Source: R. S. Martin, C. Reinsch, J. H. Wilkinson, "Householder's tridiagonalization of a symmetric matrix" (1968); H. Bowdler
/// et al., "The QR and QL algorithms for symmetric matrices" (1968).
struct SymmetricEigenvalues {
    private(set) var values: [Double]
    /// The eigenvectors, one behind the other, each of length 1.
    private(set) var vectors: [Double]

    private let size: Int
    /// The elements beside the diagonal.
    private var beside: [Double]

    /// - Parameter matrix: `size · size` numbers; symmetric.
    /// - Throws: ``EngineError/Code/interrupted``.
    init(_ matrix: [Double], size: Int) throws {
        self.size = size
        values = [Double](repeating: 0, count: size)
        beside = values
        vectors = matrix
        guard size > 1 else {
            (values, vectors) = (matrix, matrix.map { _ in 1 })
            return
        }
        try reduce()
        try iterate()
        sort()
    }

    // `vectors[j * size + k]` is element k of column j, so that the inner loops below go along memory.

    private mutating func reduce() throws {
        let n = size
        try vectors.withUnsafeMutableBufferPointer { v in
            try values.withUnsafeMutableBufferPointer { d in
                try beside.withUnsafeMutableBufferPointer { e in
                    for j in 0..<n { d[j] = v[j * n + n - 1] }
                    for i in stride(from: n - 1, to: 0, by: -1) {
                        try Interruption.check()
                        Self.reflect(i, n, v, d, e)
                    }
                    for i in 0..<(n - 1) {
                        v[i * n + n - 1] = v[i * n + i]
                        v[i * n + i] = 1
                        let h = d[i + 1]
                        let next = (i + 1) * n
                        if h != 0 {
                            for k in 0...i { d[k] = v[next + k] / h }
                            for j in 0...i {
                                var g = 0.0
                                for k in 0...i { g += v[next + k] * v[j * n + k] }
                                for k in 0...i { v[j * n + k] -= g * d[k] }
                            }
                        }
                        for k in 0...i { v[next + k] = 0 }
                    }
                    for j in 0..<n {
                        d[j] = v[j * n + n - 1]
                        v[j * n + n - 1] = 0
                    }
                    v[n * n - 1] = 1
                    e[0] = 0
                }
            }
        }
    }

    /// The Householder reflection that clears row i beside its diagonal and the element next to it.
    private static func reflect(
        _ i: Int, _ n: Int, _ v: UnsafeMutableBufferPointer<Double>, _ d: UnsafeMutableBufferPointer<Double>,
        _ e: UnsafeMutableBufferPointer<Double>
    ) {
        var (scale, h) = (0.0, 0.0)
        for k in 0..<i { scale += abs(d[k]) }
        guard scale > 0 else {
            e[i] = d[i - 1]
            for j in 0..<i {
                d[j] = v[j * n + i - 1]
                v[j * n + i] = 0
                v[i * n + j] = 0
            }
            d[i] = 0
            return
        }
        for k in 0..<i {
            d[k] /= scale
            h += d[k] * d[k]
        }
        let f = d[i - 1]
        let g = f > 0 ? -h.squareRoot() : h.squareRoot()
        e[i] = scale * g
        h -= f * g
        d[i - 1] = f - g
        for j in 0..<i { e[j] = 0 }
        for j in 0..<i {
            let f = d[j]
            v[i * n + j] = f
            var g = e[j] + v[j * n + j] * f
            for k in (j + 1)..<max(i, j + 1) {
                g += v[j * n + k] * d[k]
                e[k] += v[j * n + k] * f
            }
            e[j] = g
        }
        var sum = 0.0
        for j in 0..<i {
            e[j] /= h
            sum += e[j] * d[j]
        }
        let half = sum / (h + h)
        for j in 0..<i { e[j] -= half * d[j] }
        for j in 0..<i {
            let (f, g) = (d[j], e[j])
            for k in j..<i { v[j * n + k] -= f * e[k] + g * d[k] }
            d[j] = v[j * n + i - 1]
            v[j * n + i] = 0
        }
        d[i] = h
    }

    private mutating func iterate() throws {
        let n = size
        try vectors.withUnsafeMutableBufferPointer { v in
            try values.withUnsafeMutableBufferPointer { d in
                try beside.withUnsafeMutableBufferPointer { e in
                    for i in 1..<n { e[i - 1] = e[i] }
                    e[n - 1] = 0
                    var (shift, largest) = (0.0, 0.0)
                    for l in 0..<n {
                        try Interruption.check()
                        largest = max(largest, abs(d[l]) + abs(e[l]))
                        let small = 0x1p-52 * largest
                        var m = l
                        while m < n - 1, abs(e[m]) > small { m += 1 }
                        // Each round makes e[l] smaller by far; some thirty are never needed.
                        var rounds = 0
                        while m > l, abs(e[l]) > small, rounds < 60 {
                            shift += Self.round(l, m, n, v, d, e)
                            rounds += 1
                        }
                        d[l] += shift
                        e[l] = 0
                    }
                }
            }
        }
    }

    /// One implicit QL step on the rows l to m; the shift that was taken from the diagonal.
    private static func round(
        _ l: Int, _ m: Int, _ n: Int, _ v: UnsafeMutableBufferPointer<Double>,
        _ d: UnsafeMutableBufferPointer<Double>, _ e: UnsafeMutableBufferPointer<Double>
    ) -> Double {
        let before = d[l]
        var p = (d[l + 1] - before) / (2 * e[l])
        let root = (p * p + 1).squareRoot()
        let r = p < 0 ? -root : root
        d[l] = e[l] / (p + r)
        d[l + 1] = e[l] * (p + r)
        let next = d[l + 1]
        let h = before - d[l]
        for i in (l + 2)..<max(n, l + 2) { d[i] -= h }
        p = d[m]
        var (c, c2, c3, s, s2) = (1.0, 1.0, 1.0, 0.0, 0.0)
        let beside = e[l + 1]
        for i in stride(from: m - 1, through: l, by: -1) {
            (c3, c2, s2) = (c2, c, s)
            let g = c * e[i]
            let h = c * p
            let r = (p * p + e[i] * e[i]).squareRoot()
            e[i + 1] = s * r
            s = r > 0 ? e[i] / r : 0
            c = r > 0 ? p / r : 1
            p = c * d[i] - s * g
            d[i + 1] = h + s * (c * g + s * d[i])
            let (low, high) = (v.baseAddress.map { $0 + i * n }, v.baseAddress.map { $0 + (i + 1) * n })
            guard let low, let high else { continue }
            for k in 0..<n {
                let old = high[k]
                high[k] = s * low[k] + c * old
                low[k] = c * low[k] - s * old
            }
        }
        p = -s * s2 * c3 * beside * e[l] / next
        e[l] = s * p
        d[l] = c * p
        return h
    }

    private mutating func sort() {
        let order = values.indices.sorted { values[$0] > values[$1] }
        let (oldValues, oldVectors) = (values, vectors)
        values = order.map { oldValues[$0] }
        vectors = order.flatMap { oldVectors[($0 * size)..<(($0 + 1) * size)] }
    }
}
