import NeuralEngine
import Testing

/// Training or inference within a gradient: dropout and batch normalisation.
@Suite("Networks training and not, within gradients")
struct NetworkModeTests {
    private func dropping() throws -> Sequential {
        try Sequential(inputShape: [64], seed: 3) { Dropout(rate: 0.5) }
    }

    @Test func dropoutDraws() throws {
        let model = try dropping()
        let x = try Tensor.ones([4, 64])
        #expect(try model(x) == x)
        // Not training, whatever the seed.
        #expect(try model(x, seed: 1) == x)
        let first = try model(x, training: true, seed: 1)
        #expect(Set(first.scalars) == [0, 2])
        #expect(try model(x, training: true, seed: 1) == first)
        #expect(try model(x, training: true, seed: 2) != first)
        // Without a seed each call draws anew, and the same network makes the same calls.
        let calls = try (0..<3).map { _ in try model(x, training: true) }
        #expect(calls[0] != calls[1] && calls[1] != calls[2])
        let again = try dropping()
        #expect(try (0..<3).map { _ in try again(x, training: true) } == calls)
        model.reset()
        #expect(try model(x, training: true) == calls[0])
    }

    /// Neighbouring seeds drop independently: about half of what one keeps, the other keeps too.
    @Test func neighbouringSeeds() throws {
        let model = try dropping()
        let x = try Tensor.ones([256, 64])
        let masks = try (0..<4).map { try model(x, training: true, seed: UInt64($0)) }
        for (a, b) in [(0, 1), (1, 2), (2, 3), (0, 2)] {
            let share = try (masks[a] * masks[b]).mean().scalar / 4
            // 16,384 draws of probability 1/4: their share's deviation is 0.0034, five of which are allowed.
            #expect(abs(share - 0.25) < 0.017)
            // And not the same draws in another order within a stretch of 64.
            for row in 0..<4 {
                #expect(try masks[a][row].sum().scalar != masks[b][row].sum().scalar || masks[a][row] != masks[b][row])
            }
        }
    }

    /// The gradient knows of what was dropped.
    @Test func gradientsBelongToTheMask() throws {
        let model = try dropping()
        let x = try Tensor.normal([4, 64], seed: 1)
        var seen = Tensor(0)
        let slope = try gradient(at: x) { x in
            let y = try model(x, training: true, seed: 9)
            seen = y
            return y.sum()
        }
        #expect(try slope * x == seen)
    }

    @Test func defaults() throws {
        let model = try Sequential(inputShape: [8], seed: 3) {
            Dense(32)
            Dropout(rate: 0.5)
        }
        let x = try Tensor.normal([4, 8], seed: 1)
        var (own, other, told) = (Tensor(0), Tensor(0), Tensor(0))
        _ = try gradient(at: model) { network in
            own = try network(x)
            other = try model(x)
            told = try network(x, training: false)
            return own.sum()
        }
        #expect(own.scalars.contains(0))
        #expect(!other.scalars.contains(0) && other == told)
        // A gradient by the input alone does not train.
        _ = try gradient(at: x) { x in
            own = try model(x)
            return own.sum()
        }
        #expect(own == other)
    }

    @Test func batchNormalization() throws {
        let model = try Sequential(inputShape: [3], seed: 1) { BatchNormalization(momentum: 0.5, epsilon: 1e-6) }
        let x = try 5 + 2 * Tensor.normal([50, 3], seed: 1)
        #expect(try model(x) == model.predict(x))
        let before = model.weights
        let y = try model(x, training: true)
        #expect(abs(try y.mean().scalar) < 1e-5)
        // movingMean ← ½ movingMean + ½ mean.
        let half = try x.mean(axis: 0).scalars.map { Double($0) / 2 }
        #expect(worst(model.weights[2].scalars, half, relative: 1e-5, absolute: 1e-6) <= 1)
        try model.setWeights(before)
        // The batch's statistics depend on x: whatever the shift of x, y stays, so the slopes add up to nothing.
        let slope = try gradient(at: x) { x in try (model(x, training: true) * x.detached).sum() }
        #expect(worst(try slope.sum(axis: 0).scalars, [0, 0, 0], relative: 0, absolute: 1e-4) <= 1)
        try model.setWeights(before)
        let fixed = try gradient(at: x) { x in try model(x).sum() }
        #expect(fixed.scalars.allSatisfy { abs($0 - 1) < 1e-5 })
        #expect(model.weights == before)
    }
}
