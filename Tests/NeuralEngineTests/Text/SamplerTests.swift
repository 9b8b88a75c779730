import NeuralEngine
import Testing

@Suite("Drawing tokens")
struct SamplerTests {
    /// Logarithms of 0.5, 0.3, 0.15 and 0.05, in another order.
    static let logits: [Float] = [-1.203_973, -0.693_147, -2.995_732, -1.897_12]

    @Test(
        "temperature, topK and topP choose the candidates",
        arguments: [
            (1.0, Int?.none, Double?.none, [1, 0, 3, 2], [0.5, 0.3, 0.15, 0.05]),
            (1.0, 2, nil, [1, 0], [0.625, 0.375]),
            (1.0, nil, 0.75, [1, 0], [0.625, 0.375]),
            (1.0, nil, 0.4, [1], [1]),
            // Squares of the probabilities, brought to the sum of 1.
            (0.5, 2, nil, [1, 0], [0.735_294, 0.264_706]),
            (0.0, nil, nil, [1], [1]),
            (1.0, 9, 1.0, [1, 0, 3, 2], [0.5, 0.3, 0.15, 0.05]),
        ] as [(Double, Int?, Double?, [Int], [Double])])
    func candidates(temperature: Double, topK: Int?, topP: Double?, tokens: [Int], probabilities: [Double]) throws {
        let sampler = try TokenSampler(temperature: temperature, topK: topK, topP: topP)
        let candidates = sampler.candidates(Self.logits)
        #expect(candidates.map(\.token) == tokens)
        for (found, expected) in zip(candidates, probabilities) {
            // The logits above have seven digits.
            #expect(abs(found.probability - expected) < 1e-5)
        }
    }

    @Test("draws follow the probabilities, the same seed gives the same ones, and what is excluded never comes")
    func draws() throws {
        func drawn(_ seed: UInt64, excluding: Set<Int> = []) throws -> [Int] {
            var sampler = try TokenSampler(excluding: excluding, seed: seed)
            return (0..<4000).map { _ in sampler.next(Self.logits) }
        }
        let first = try drawn(3)
        #expect(try first == drawn(3))
        #expect(try first != drawn(4))
        // Four standard deviations of a share of 4,000 draws with p = 0.5: 4 √(0.25 / 4000) = 0.032.
        #expect(abs(Double(first.count { $0 == 1 }) / 4000 - 0.5) < 0.032)
        #expect(try !drawn(3, excluding: [1]).contains(1))
    }

    @Test(
        "numbers that make no sense",
        arguments: [(-1.0, nil, nil), (.nan, nil, nil), (1, 0, nil), (1, nil, 0), (1, nil, 1.5)]
            as [(Double, Int?, Double?)])
    func badNumbers(temperature: Double, topK: Int?, topP: Double?) throws {
        let error = #expect(throws: EngineError.self) {
            try TokenSampler(temperature: temperature, topK: topK, topP: topP)
        }
        #expect(error?.code == .invalidArgument)
    }
}
