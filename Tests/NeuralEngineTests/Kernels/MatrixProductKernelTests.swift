import CKernels
import NeuralEngine
import Testing

/// The blocked matrix product of each level against sums in double precision, over random shapes.
@Suite("Blocked products")
struct MatrixProductKernelTests {
    /// Rows, columns, inner: nothing at all, one row or column, parts of tiles and of panels, and more than a block each way.
    static let shapes: [[Int]] =
        [
            [0, 3, 4], [3, 0, 4], [3, 4, 0], [1, 1, 1], [1, 70, 33], [2, 9, 40], [3, 5, 2], [6, 16, 8], [7, 17, 9],
            [33, 65, 64], [65, 64, 64], [25, 130, 256], [40, 64, 257], [200, 70, 300], [64, 256, 512],
        ] + randomShapes

    private static var randomShapes: [[Int]] {
        var generator = SeededGenerator(seed: 12)
        return (0..<12).map { _ in
            [
                1 + generator.nextIndex(below: 90), 1 + generator.nextIndex(below: 140),
                1 + generator.nextIndex(below: 200),
            ]
        }
    }

    @Test("Every storage, start and end", arguments: ElementwiseKernelTests.levels, shapes)
    func product(level: ck_level, shape: [Int]) throws {
        let functions = try ElementwiseKernelTests.functions(level)
        for variant in 0..<16 {
            let problem = Problem(shape, variant: variant)
            let out = problem.run { product in
                functions.multiply_part(&product, 0, product.rows, 0, product.columns)
            }
            // Each of k additions rounds numbers of size up to 4 k: well below 1e-6 k.
            #expect(
                worst(out, problem.exact, relative: 0, absolute: 1e-6 * Double(shape[2] + 2)) <= 1, "variant \(variant)"
            )
        }
    }

    /// Where a number's block begins and which thread computes it must not change it.
    @Test("The same bits on any number of threads", arguments: [[128, 256, 784], [784, 250, 128], [1000, 300, 30]])
    func threads(shape: [Int]) {
        let before = ck_thread_count()
        defer { ck_set_thread_count(before) }
        for variant in [0, 5, 10, 15] {
            let problem = Problem(shape, variant: variant)
            var first: [UInt32]?
            for count in [1, 2, 3, 7] as [Int32] {
                ck_set_thread_count(count)
                let bits = problem.run { ck_matrix_multiply(&$0) }.map(\.bitPattern)
                #expect(bits == first ?? bits, "\(count) threads, variant \(variant)")
                first = bits
            }
        }
    }

    /// A product with random numbers; the variant's bits choose how A and B are stored, what the sums start from and how they
    /// end.
    private struct Problem {
        let (rows, columns, inner): (Int, Int, Int)
        let (leftTransposed, rightTransposed): (Bool, Bool)
        let (a, b, bias, mask, start): ([Float], [Float], [Float], [Float], [Float])
        let (accumulates, hasBias, rectifies, hasMask): (Bool, Bool, Bool, Bool)
        /// A gap at the end of each row of the result, which has to stay as it is.
        let gap = 3

        init(_ shape: [Int], variant: Int) {
            (rows, columns, inner) = (shape[0], shape[1], shape[2])
            (leftTransposed, rightTransposed) = (variant & 1 != 0, variant & 2 != 0)
            (accumulates, hasBias) = (variant & 12 == 4, variant & 12 == 8)
            (rectifies, hasMask) = (variant & 12 == 8, variant & 12 == 12)
            a = draws(rows * inner + 1, seed: 20)
            b = draws(inner * columns + 1, seed: 21)
            bias = draws(columns + 1, seed: 22)
            mask = draws(rows * (columns + gap) + 1, seed: 23)
            start = draws(rows * (columns + gap) + 1, seed: 24)
        }

        func run(_ body: (inout ck_matrix_product) -> Void) -> [Float] {
            var out = start
            out.withUnsafeMutableBufferPointer { out in
                a.withUnsafeBufferPointer { a in
                    b.withUnsafeBufferPointer { b in
                        bias.withUnsafeBufferPointer { bias in
                            mask.withUnsafeBufferPointer { mask in
                                guard let out = out.baseAddress, let a = a.baseAddress, let b = b.baseAddress else {
                                    return
                                }
                                var product = ck_matrix_product(
                                    rows: rows, columns: columns, inner: inner, a: a,
                                    a_row: leftTransposed ? 1 : inner, a_inner: leftTransposed ? rows : 1, b: b,
                                    b_inner: rightTransposed ? 1 : columns, b_column: rightTransposed ? inner : 1,
                                    out: out, out_row: columns + gap, bias: hasBias ? bias.baseAddress : nil,
                                    accumulates: accumulates ? 1 : 0, rectifies: rectifies ? 1 : 0,
                                    mask: hasMask ? mask.baseAddress : nil)
                                body(&product)
                            }
                        }
                    }
                }
            }
            return out
        }

        var exact: [Double] {
            var out = start.map(Double.init)
            for row in 0..<rows {
                for column in 0..<columns {
                    let place = row * (columns + gap) + column
                    var sum = accumulates ? out[place] : hasBias ? Double(bias[column]) : 0
                    for k in 0..<inner {
                        let left = a[leftTransposed ? k * rows + row : row * inner + k]
                        sum += Double(left) * Double(b[rightTransposed ? column * inner + k : k * columns + column])
                    }
                    if rectifies { sum = max(sum, 0) }
                    if hasMask, mask[place] <= 0 { sum = 0 }
                    out[place] = sum
                }
            }
            return out
        }
    }
}
