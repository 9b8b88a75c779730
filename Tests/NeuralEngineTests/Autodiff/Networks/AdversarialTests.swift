import NeuralEngine
import Testing

/// A generator that learns through a discriminator: two networks in one function.
@Suite("Two networks in one function")
struct AdversarialTests {
    private func generator() throws -> Sequential {
        try Sequential(inputShape: [2], seed: 1, name: "generator") {
            Dense(8, activation: .tanh)
            Dense(3)
        }
    }

    private func discriminator() throws -> Sequential {
        try Sequential(inputShape: [3], seed: 2, name: "discriminator") {
            Dense(8, activation: .leakyRelu(negativeSlope: 0.2))
            Dense(1)
        }
    }

    /// The generator's gradients are those of the front half of a chain of both.
    @Test func theGeneratorThroughTheDiscriminator() throws {
        let (g, d) = (try generator(), try discriminator())
        let chain = try Sequential(inputShape: [2], layers: g.layers + d.layers)
        try chain.setWeights(g.weights + d.weights)
        let noise = try Tensor.normal([16, 2], seed: 3)
        let ones = try Tensor.ones([16, 1])
        func loss(_ logits: Tensor) throws -> Tensor { try sigmoidCrossEntropy(logits: logits, labels: ones) }
        let whole = try valueWithGradient(at: chain) { try loss($0(noise)) }
        let one = try valueWithGradient(at: g) { g in try loss(d(g(noise))) }
        #expect(one.value == whole.value)
        #expect(one.gradient == Array(whole.gradient.prefix(4)))
        let both = try valueWithGradient(at: g, d) { g, d in try loss(d(g(noise))) }
        #expect(both.gradient.0 + both.gradient.1 == whole.gradient)
        let list = try valueWithGradient(at: [g, d] as [Model]) { try loss($0[1]($0[0](noise))) }
        #expect(list.gradient.flatMap { $0 } == whole.gradient)
        #expect(try gradient(at: [g, d] as [Model]) { try loss($0[1]($0[0](noise))) } == list.gradient)
        let (ofG, ofD) = try gradient(at: g, d) { g, d in try loss(d(g(noise))) }
        #expect(ofG + ofD == whole.gradient)
        // The discriminator alone sees pictures that are constants to it.
        let alone = try gradient(at: d) { d in try loss(d(g(noise))) }
        #expect(alone == Array(whole.gradient.suffix(4)))
    }

    /// A generator of numbers learns where the true ones lie, about 3.
    @Test func aGameOfNumbers() throws {
        let g = try Sequential(inputShape: [1], seed: 1) { Dense(1) }
        let d = try Sequential(inputShape: [1], seed: 2) {
            Dense(16, activation: .tanh)
            Dropout(rate: 0.1)
            Dense(1)
        }
        let ofG = try TensorOptimizer(.adam(learningRate: 0.02))
        let ofD = try TensorOptimizer(.adam(learningRate: 0.02))
        let (ones, zeros) = (try Tensor.ones([64, 1]), try Tensor.zeros([64, 1]))
        for step in 0..<300 {
            let truth = try 3 + 0.5 * Tensor.normal([64, 1], seed: UInt64(2 * step))
            let noise = try Tensor.normal([64, 1], seed: UInt64(2 * step + 1))
            let slopes = try gradient(at: d) { d in
                try sigmoidCrossEntropy(logits: d(truth), labels: ones)
                    + sigmoidCrossEntropy(logits: d(g(noise)), labels: zeros)
            }
            try ofD.update(d, slopes)
            try ofG.update(
                g, gradient(at: g) { g in try sigmoidCrossEntropy(logits: d(g(noise)), labels: ones) })
        }
        let made = try g(Tensor.normal([500, 1], seed: 999)).mean().scalar
        // It began at 0; games of two circle around their end.
        #expect(abs(made - 3) < 1)
    }
}
