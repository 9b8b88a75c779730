import NeuralEngine
import Testing

/// What parameters begin with.
@Suite("Initialisers")
struct InitializerTests {
    private func kernel(_ initializer: Initializer, inputs: Int, units: Int, seed: UInt64 = 3) throws -> [Float] {
        try Sequential(inputShape: [inputs], seed: seed) { Dense(units, kernelInitializer: initializer) }
            .weights[0].scalars
    }

    struct Spread: Sendable, CustomStringConvertible {
        let initializer: Initializer
        let mean: Double
        let deviation: Double
        /// The largest distance from the mean that may occur.
        let limit: Double
        var description: String { "\(initializer)" }
    }

    /// 60,000 draws: the mean's deviation is 0.004 of theirs, the deviation's 0.003; four of them are allowed.
    @Test(arguments: [
        Spread(initializer: .glorotNormal, mean: 0, deviation: 0.0632, limit: 2 * 0.0632 / 0.8796),
        Spread(initializer: .heNormal, mean: 0, deviation: 0.0816, limit: 2 * 0.0816 / 0.8796),
        Spread(initializer: .lecunUniform, mean: 0, deviation: 0.0577, limit: 0.1001),
        Spread(initializer: .varianceScaling(), mean: 0, deviation: 0.0577, limit: 2 * 0.0577 / 0.8796),
        Spread(
            initializer: .varianceScaling(scale: 3, mode: .fanOut, distribution: .uniform), mean: 0, deviation: 0.1225,
            limit: 0.2122),
        Spread(
            initializer: .varianceScaling(scale: 2, mode: .fanAverage, distribution: .untruncatedNormal), mean: 0,
            deviation: 0.0894, limit: .infinity),
        Spread(initializer: .randomUniform(), mean: 0, deviation: 0.02887, limit: 0.05),
        Spread(initializer: .randomUniform(minimum: 1, maximum: 3), mean: 2, deviation: 0.57735, limit: 1),
        Spread(initializer: .randomNormal(), mean: 0, deviation: 0.05, limit: .infinity),
        Spread(initializer: .truncatedNormal(mean: 1, deviation: 2), mean: 1, deviation: 2 * 0.8796, limit: 4),
        Spread(initializer: .scaled(.uniform(limit: 1), by: 3), mean: 0, deviation: 3 * 0.57735, limit: 3),
    ])
    func spread(of spread: Spread) throws {
        let draws = try kernel(spread.initializer, inputs: 300, units: 200).map(Double.init)
        let mean = draws.reduce(0, +) / Double(draws.count)
        let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(draws.count)
        #expect(abs(mean - spread.mean) < 0.017 * spread.deviation)
        #expect(abs(variance.squareRoot() - spread.deviation) < 0.012 * spread.deviation)
        #expect(draws.allSatisfy { abs($0 - spread.mean) <= spread.limit * 1.001 })
    }

    @Test(arguments: [(1, 1), (5, 3), (3, 5), (40, 40), (70, 200), (256, 256)])
    func orthogonal(inputs: Int, units: Int) throws {
        let gain = 2.0
        let values = try kernel(.orthogonal(gain: Float(gain)), inputs: inputs, units: units).map(Double.init)
        let isWide = inputs <= units
        let (count, length) = (min(inputs, units), max(inputs, units))
        func number(_ vector: Int, _ index: Int) -> Double {
            isWide ? values[vector * units + index] : values[index * units + vector]
        }
        var distance = 0.0
        for one in 0..<count {
            for other in 0...one {
                let product = (0..<length).reduce(0) { $0 + number(one, $1) * number(other, $1) }
                distance = max(distance, abs(product - (one == other ? gain * gain : 0)))
            }
        }
        // Rounding to float32 of numbers whose squares add up to 4.
        #expect(distance < 2e-6)
    }

    @Test func matrices() throws {
        #expect(try kernel(.identity, inputs: 2, units: 3) == [1, 0, 0, 0, 1, 0])
        #expect(try kernel(.identity(gain: 0.5), inputs: 3, units: 2) == [0.5, 0, 0, 0.5, 0, 0])
        #expect(try kernel(.parts([.zeros, .constant(2)]), inputs: 2, units: 4) == [0, 0, 2, 2, 0, 0, 2, 2])
    }

    /// Keras's: the forget gate's bias, the second of four, begins with ones.
    @Test func recurrentWeights() throws {
        let lstm = try Sequential(inputShape: [4, 3], seed: 1) { LSTM(2, biasInitializer: .constant(0.5)) }
        #expect(lstm.weights.map(\.shape) == [[3, 8], [2, 8], [8]])
        #expect(lstm.weights[2].scalars == [0.5, 0.5, 1, 1, 0.5, 0.5, 0.5, 0.5])
        #expect(lstm.parameters.map(\.name) == ["kernel", "recurrentKernel", "bias"])
        let plain = try Sequential(inputShape: [4, 3], seed: 1) { LSTM(2, unitForgetBias: false) }
        #expect(plain.weights[2].scalars == [Float](repeating: 0, count: 8))
        let gru = try Sequential(inputShape: [4, 3], seed: 1) { GRU(5) }
        #expect(gru.weights.map(\.shape) == [[3, 15], [5, 15], [2, 15]])
        let simple = try Sequential(inputShape: [4, 3], seed: 1) { SimpleRNN(5, bias: false) }
        #expect(simple.weights.map(\.shape) == [[3, 5], [5, 5]])
        let rows = simple.weights[1].scalars.map(Double.init)
        #expect(abs((0..<5).reduce(0) { $0 + rows[$1] * rows[$1] } - 1) < 1e-6)
    }

    @Test(arguments: [
        BadCall("kernel", "±-1.0", "0 or more") { try bad(.uniform(limit: -1)) },
        BadCall("3.0 to 2.0", "rising") { try bad(.randomUniform(minimum: 3, maximum: 2)) },
        BadCall("deviation -2.0") { try bad(.normal(deviation: -2)) },
        BadCall("deviation nan") { try bad(.truncatedNormal(deviation: .nan)) },
        BadCall("by 0.0", "positive") { try bad(.varianceScaling(scale: 0)) },
        BadCall("constant inf") { try bad(.constant(.infinity)) },
        BadCall("3 parts", "[2, 4]") { try bad(.parts([.zeros, .ones, .zeros])) },
        BadCall("bias", "identity", "[4]") {
            _ = try Sequential(inputShape: [2]) { Dense(4, biasInitializer: .identity) }
        },
        BadCall("bias", "orthogonal", "[4]") {
            _ = try Sequential(inputShape: [2]) { Dense(4, biasInitializer: .orthogonal(gain: 2)) }
        },
    ])
    func mistakes(call: BadCall) { #expect(call.missing == []) }
}

private func bad(_ initializer: Initializer) throws {
    _ = try Sequential(inputShape: [2]) { Dense(4, kernelInitializer: initializer) }
}
