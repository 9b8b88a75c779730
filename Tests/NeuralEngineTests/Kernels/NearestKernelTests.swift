import CKernels
import NeuralEngine
import Testing

@Suite("Kernels of nearest rows at every level")
struct NearestKernelTests {
    /// Scores of few different values, so that there are ties within a lane and across lanes.
    @Test("The largest two of each row, of equals the first", arguments: ElementwiseKernelTests.levels)
    func largestTwo(level: ck_level) throws {
        let functions = try ElementwiseKernelTests.functions(level)
        for columns in ElementwiseKernelTests.counts {
            let rows = 300
            for values in [2, 5, 1_000_000] {
                let scores = draws(rows * columns, seed: UInt64(values)).map { ($0 * Float(values)).rounded() }
                var (first, second, alone) = (
                    [Int](repeating: -1, count: rows), [Int](repeating: -1, count: rows), [Int]()
                )
                functions.largest_two(&first, &second, scores, rows, columns)
                alone = [Int](repeating: -1, count: rows)
                functions.largest_two(&alone, nil, scores, rows, columns)
                #expect(alone == first)
                for row in 0..<rows {
                    let line = scores[(row * columns)..<((row + 1) * columns)]
                    let order = line.indices.sorted { (-line[$0], $0) < (-line[$1], $1) }.map { $0 - row * columns }
                    guard first[row] == order[0], second[row] == (columns > 1 ? order[1] : 0) else {
                        Issue.record("columns \(columns), row \(row): \(first[row]), \(second[row]) of \(Array(line))")
                        return
                    }
                }
            }
        }
    }

    @Test("Distances of rows from the vectors that are named", arguments: ElementwiseKernelTests.levels)
    func rowDistances(level: ck_level) throws {
        let functions = try ElementwiseKernelTests.functions(level)
        for width in ElementwiseKernelTests.counts {
            let (rows, vectors) = (150, 7)
            let (a, b) = (draws(rows * width, seed: 1), draws(vectors * width, seed: 2))
            let which = (0..<rows).map { $0 * 3 % vectors }
            var out = [Double](repeating: -1, count: rows)
            functions.row_distances(&out, a, b, which, rows, width)
            for row in 0..<rows {
                let expected = (0..<width).reduce(0.0) { sum, place in
                    let difference = Double(a[row * width + place]) - Double(b[which[row] * width + place])
                    return sum + difference * difference
                }
                // Another order of up to 1,030 additions in double precision.
                #expect(abs(out[row] - expected) <= 1e-12 * expected)
            }
        }
    }
}
