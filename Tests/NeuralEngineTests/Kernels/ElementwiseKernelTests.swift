import CKernels
import Foundation
import NeuralEngine
import Testing

/// The kernels of each level that this processor has, against the C library in double precision.
@Suite("Element-wise kernels")
struct ElementwiseKernelTests {
    static let levels: [ck_level] = [ck_level_baseline, ck_level_avx2, ck_level_avx512].filter {
        ck_functions_at($0) != nil
    }

    /// Around each vector width: whole vectors, one less, one more; the parts behind the last are where kernels go wrong.
    static let counts = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 100, 1030]

    /// Numbers of every size that float32 has, and the edges of exp's range.
    static let wide: [Float] =
        (0..<2000).map { Float(-110) + Float($0) * 0.11 }
        + [0, -0.0, 1e-30, -1e-30, 1e-6, -1e-6, 88.722, 88.73, -87.3, -103.9, -104.1, .infinity, -.infinity]

    static func functions(_ level: ck_level) throws -> ck_functions { try #require(ck_functions_at(level)).pointee }

    @Test("exp stays within 2e-7 relative over the whole range", arguments: levels)
    func exponential(level: ck_level) throws {
        var out = Self.wide
        try Self.functions(level).exp(&out, Self.wide, Self.wide.count)
        // Results below 1e-37 have fewer digits (denormal numbers), hence the absolute part.
        #expect(
            worst(
                out, Self.wide.map { exp(Double($0)) }.map { $0 > 3.41e38 ? .infinity : $0 }, relative: 2e-7,
                absolute: 2e-44) <= 1)
    }

    @Test("exp, log and tanh hand on NaN", arguments: levels)
    func notANumber(level: ck_level) throws {
        let functions = try Self.functions(level)
        let input = [Float](repeating: .nan, count: 17)
        var out = [Float](repeating: 0, count: 17)
        functions.log(&out, input, 17)
        #expect(!out.contains { !$0.isNaN })
        for kind in [ck_tanh, ck_sigmoid, ck_relu, ck_gelu, ck_softplus, ck_exponential] {
            functions.activate(&out, input, kind, 1, 17)
            #expect(!out.contains { !$0.isNaN }, "activation \(kind.rawValue)")
        }
    }

    @Test("log stays within 2e-7 relative, and knows its edges", arguments: levels)
    func logarithm(level: ck_level) throws {
        let input: [Float] =
            (1...3000).map { Float($0) * 0.001 } + (-37...38).map { Float(pow(10.0, Double($0))) } + [.infinity]
        var out = input
        try Self.functions(level).log(&out, input, input.count)
        #expect(worst(out, input.map { log(Double($0)) }, relative: 2e-7, absolute: 1e-38) <= 1)
        var edges: [Float] = [0, -1]
        try Self.functions(level).log(&edges, edges, 2)
        #expect(edges[0] == -.infinity && edges[1].isNaN)
    }

    @Test("Arithmetic and matches agree with plain loops", arguments: levels, counts)
    func arithmetic(level: ck_level, count: Int) throws {
        let functions = try Self.functions(level)
        let a = draws(count, seed: 1)
        let b = draws(count, seed: 2).map { $0 == 0 ? 1 : $0 }
        var out = [Float](repeating: .nan, count: count)
        functions.add(&out, a, b, count)
        #expect(out == zip(a, b).map { $0 + $1 })
        functions.subtract(&out, a, b, count)
        #expect(out == zip(a, b).map { $0 - $1 })
        functions.multiply(&out, a, b, count)
        #expect(out == zip(a, b).map { $0 * $1 })
        functions.divide(&out, a, b, count)
        #expect(out == zip(a, b).map { $0 / $1 })
        functions.scale(&out, a, 3, count)
        #expect(out == a.map { $0 * 3 })
        #expect(functions.matches(a, b, ck_match_sign, count, 1) == zip(a, b).filter { ($0 >= 0) == ($1 >= 0) }.count)
        #expect(functions.matches(a, b, ck_match_half, count, 1) == zip(a, b).filter { ($0 > 0.5) == ($1 > 0.5) }.count)
    }

    @Test("Nothing is written behind the last element", arguments: levels, counts)
    func staysInside(level: ck_level, count: Int) throws {
        let functions = try Self.functions(level)
        let input = draws(count + 32, seed: 3)
        var out = [Float](repeating: 7, count: count + 32)
        functions.activate(&out, input, ck_tanh, 1, count)
        #expect(out[count...].allSatisfy { $0 == 7 })
        functions.sgd(&out, input, 0.1, count)
        #expect(out[count...].allSatisfy { $0 == 7 })
        functions.softmax(&out, input, 1, count)
        #expect(out[count...].allSatisfy { $0 == 7 })
        functions.dropout(&out, input, 1 << 31, 2, 99, count)
        #expect(out[count...].allSatisfy { $0 == 7 })
    }

    @Test("Dropout keeps the same places at every level, about the right part of them", arguments: levels)
    func dropout(level: ck_level) throws {
        let ones = [Float](repeating: 1, count: 10_001)
        var out = ones
        var expected = ones
        try Self.functions(level).dropout(&out, ones, UInt32(0.3 * 4_294_967_296), 2, 12345, ones.count)
        try Self.functions(ck_level_baseline).dropout(
            &expected, ones, UInt32(0.3 * 4_294_967_296), 2, 12345, ones.count)
        #expect(out == expected)
        let dropped = out.filter { $0 == 0 }.count
        // 3,000 expected, with a deviation of 46: five of them.
        #expect((2770...3230).contains(dropped))
        #expect(out.allSatisfy { $0 == 0 || $0 == 2 })
    }
}
