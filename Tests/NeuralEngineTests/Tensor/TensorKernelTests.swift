import CKernels
import Foundation
import NeuralEngine
import Testing

/// The tensors' kernels at each level that this processor has, against the C library in double precision.
@Suite("Tensor kernels")
struct TensorKernelTests {
    private let counts = ElementwiseKernelTests.counts

    @Test("Sine and cosine, near, far and special", arguments: ElementwiseKernelTests.levels)
    func waves(level: ck_level) throws {
        let functions = try ElementwiseKernelTests.functions(level)
        let inputs = draws(1030, range: 12_500, seed: 1) + draws(1030, range: 4, seed: 2) + [0, -0.0, 1e-20, 3e9, 1e30]
        var out = inputs
        for (kind, exact) in [(ck_sine, { sin($0) }), (ck_cosine, { cos($0) })] as [(ck_function, (Double) -> Double)] {
            functions.map(&out, inputs, kind, inputs.count)
            #expect(worst(out, inputs.map { exact(Double($0)) }, relative: 1e-6, absolute: 1e-7) <= 1)
        }
    }

    @Test("Reductions of every length along both kinds of axes", arguments: ElementwiseKernelTests.levels)
    func reductions(level: ck_level) throws {
        let functions = try ElementwiseKernelTests.functions(level)
        for length in counts + [0] {
            for inner in [1, 3, 8, 33, 70] {
                let input = draws(2 * length * inner, seed: UInt64(length * 100 + inner))
                var out = [Float](repeating: 9, count: 2 * inner)
                func line(_ place: Int) -> [Double] {
                    (0..<length).map { Double(input[(place / inner * length + $0) * inner + place % inner]) }
                }
                let expected = (0..<(2 * inner)).map(line)
                functions.reduce(&out, input, ck_total, 2, length, inner)
                // Rows are added up eight at a time in float32: up to 129 roundings of numbers below 16, with both signs.
                #expect(worst(out, expected.map { $0.reduce(0, +) }, relative: 3e-7, absolute: 1e-5) <= 1)
                functions.reduce(&out, input, ck_largest, 2, length, inner)
                #expect(out.map(Double.init) == expected.map { $0.max() ?? -.infinity })
                functions.reduce(&out, input, ck_smallest, 2, length, inner)
                #expect(out.map(Double.init) == expected.map { $0.min() ?? .infinity })
            }
        }
    }

    @Test("Combinations with a repeated row, column and number", arguments: ElementwiseKernelTests.levels)
    func combinations(level: ck_level) throws {
        let functions = try ElementwiseKernelTests.functions(level)
        let kinds: [(ck_combination, (Double, Double) -> Double)] = [
            (ck_plus, { $0 + $1 }), (ck_minus, { $0 - $1 }), (ck_times, { $0 * $1 }), (ck_over, { $0 / $1 }),
            (ck_maximum, { max($0, $1) }), (ck_minimum, { min($0, $1) }), (ck_less, { $0 < $1 ? 1 : 0 }),
            (ck_less_or_equal, { $0 <= $1 ? 1 : 0 }), (ck_greater, { $0 > $1 ? 1 : 0 }),
            (ck_greater_or_equal, { $0 >= $1 ? 1 : 0 }), (ck_equal, { $0 == $1 ? 1 : 0 }),
            (ck_unequal, { $0 != $1 ? 1 : 0 }), (ck_to_power, { pow($0, $1) }),
        ]
        for columns in counts {
            let a = draws(3 * columns, seed: 1).map { abs($0) + 0.1 }
            let b = draws(3 * columns, seed: 2)
            for strides in [[columns, 1], [0, 1], [1, 0], [0, 0]] {
                for (kind, exact) in kinds {
                    var out = a
                    functions.combine(&out, a, b, kind, 2, [3, columns], [columns, 1], strides)
                    let expected = (0..<(3 * columns)).map { place in
                        exact(Double(a[place]), Double(b[place / columns * strides[0] + place % columns * strides[1]]))
                    }
                    #expect(
                        worst(out, expected, relative: 1e-6, absolute: 1e-7) <= 1, "kind \(kind.rawValue), \(columns)")
                }
            }
        }
    }

    @Test("Copies, running sums and logarithms of sums", arguments: ElementwiseKernelTests.levels)
    func rows(level: ck_level) throws {
        let functions = try ElementwiseKernelTests.functions(level)
        for columns in counts {
            let input = draws(3 * columns, seed: UInt64(columns))
            var out = [Float](repeating: 0, count: 3 * columns)
            // [3, columns] transposed, and back.
            functions.copy_strided(&out, [3, 1], input, [1, columns], 2, [columns, 3])
            #expect((0..<(3 * columns)).allSatisfy { out[$0] == input[$0 % 3 * columns + $0 / 3] })
            var back = input.map { _ in Float(0) }
            functions.copy_strided(&back, [1, columns], out, [3, 1], 2, [columns, 3])
            #expect(back == input)
            functions.cumulative_sum(&out, input, 3, columns, 1, 1)
            let tails = (0..<(3 * columns)).map { place in
                input[place..<((place / columns + 1) * columns)].reduce(0) { $0 + Double($1) }
            }
            #expect(worst(out, tails, relative: 1e-6, absolute: 1e-6) <= 1)
            functions.log_sum_exp(&out, input, 3, columns)
            let sums = (0..<3).map { row in log((0..<columns).reduce(0) { $0 + exp(Double(input[row * columns + $1])) })
            }
            #expect(worst(Array(out[..<3]), sums, relative: 1e-6, absolute: 3e-7) <= 1)
        }
    }
}
