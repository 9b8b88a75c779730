import CKernels
import NeuralEngine
import Testing

/// Matrix products of each level against sums in double precision.
@Suite("Products")
struct ProductKernelTests {
    /// Rows, columns, inner: every special case of the kernel (dots, turned, strips of two, one and part of a vector).
    static let shapes = [
        [1, 1, 1], [4, 2, 2], [4, 1, 2], [9, 3, 8], [32, 2, 32], [33, 4, 17], [5, 1, 40], [32, 32, 2], [32, 32, 32],
        [7, 33, 5], [13, 47, 21], [8, 16, 8], [1, 100, 3], [17, 5, 9], [64, 1, 64], [3, 2, 1200],
    ]

    private func reference(_ a: [Float], _ b: [Float], m: Int, n: Int, k: Int, turned: Bool) -> [Double] {
        (0..<(m * n)).map { place in
            (0..<k).reduce(0.0) { sum, l in
                let row = place / n
                return sum + Double(turned ? a[l * m + row] : a[row * k + l]) * Double(b[l * n + place % n])
            }
        }
    }

    @Test("Plain, turned, with bias and added", arguments: ElementwiseKernelTests.levels, shapes)
    func product(level: ck_level, shape: [Int]) throws {
        let functions = try ElementwiseKernelTests.functions(level)
        let (m, n, k) = (shape[0], shape[1], shape[2])
        let a = draws(m * k, seed: 4)
        let b = draws(k * n, seed: 5)
        let bias = draws(n, seed: 6)
        for turned in [false, true] {
            let exact = reference(a, b, m: m, n: n, k: k, turned: turned)
            var out = [Float](repeating: .nan, count: m * n)
            functions.product(&out, a, turned ? 1 : k, turned ? m : 1, b, nil, m, n, k, 0)
            // Each of k additions rounds numbers of size up to 4 k: well below 1e-6 k.
            let tolerance = 1e-6 * Double(k)
            #expect(worst(out, exact, relative: 0, absolute: tolerance) <= 1)
            functions.product(&out, a, turned ? 1 : k, turned ? m : 1, b, bias, m, n, k, 0)
            let shifted = exact.enumerated().map { $0.element + Double(bias[$0.offset % n]) }
            #expect(worst(out, shifted, relative: 0, absolute: tolerance) <= 1)
            functions.product(&out, a, turned ? 1 : k, turned ? m : 1, b, nil, m, n, k, 1)
            #expect(worst(out, zip(shifted, exact).map { $0 + $1 }, relative: 0, absolute: 2 * tolerance) <= 1)
        }
    }

    @Test(
        "Transposing and summing columns", arguments: ElementwiseKernelTests.levels,
        [[1, 1], [4, 4], [5, 9], [32, 17], [3, 70]])
    func rowsAndColumns(level: ck_level, shape: [Int]) throws {
        let functions = try ElementwiseKernelTests.functions(level)
        let (rows, columns) = (shape[0], shape[1])
        let a = draws(rows * columns, seed: 7)
        var out = [Float](repeating: .nan, count: a.count)
        functions.transpose(&out, a, rows, columns)
        for row in 0..<rows {
            for column in 0..<columns { #expect(out[column * rows + row] == a[row * columns + column]) }
        }
        var sums = [Float](repeating: .nan, count: columns)
        functions.column_sums(&sums, a, rows, columns, 0)
        let exact = (0..<columns).map { column in (0..<rows).reduce(0.0) { $0 + Double(a[$1 * columns + column]) } }
        #expect(worst(sums, exact, relative: 0, absolute: 1e-6 * Double(rows)) <= 1)
        let order = (0..<rows).reversed().map { $0 }
        functions.gather_rows(&out, a, order, rows, columns)
        #expect(out == order.flatMap { Array(a[($0 * columns)..<(($0 + 1) * columns)]) })
    }

    /// Through the public API: shapes on both sides of the limit between our kernel and OpenBLAS, and of one thread and more.
    @Test("Tensor.matmul", arguments: [[2, 3, 4], [97, 98, 99], [130, 10, 120], [200, 220, 240]])
    func matmul(shape: [Int]) throws {
        let (m, n, k) = (shape[0], shape[1], shape[2])
        let a = draws(m * k, seed: 8)
        let b = draws(k * n, seed: 9)
        let product = try Tensor(shape: [m, k], scalars: a).matmul(Tensor(shape: [k, n], scalars: b))
        #expect(product.shape == [m, n])
        #expect(
            worst(
                product.scalars, reference(a, b, m: m, n: n, k: k, turned: false), relative: 0,
                absolute: 1e-6 * Double(k)) <= 1)
    }
}
