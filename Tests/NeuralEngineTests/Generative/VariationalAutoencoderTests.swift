import NeuralEngine
import Testing

@Suite("Variational autoencoder")
struct VariationalAutoencoderTests {
    private static func vae(latent: Int = 2) throws -> VariationalAutoencoder {
        try VariationalAutoencoder(
            encoder: Sequential(inputShape: [8, 8], seed: 1) {
                Flatten()
                Dense(64, activation: .relu)
                Dense(2 * latent)
            },
            decoder: Sequential(inputShape: [latent], seed: 2) {
                Dense(64, activation: .relu)
                Dense(64, activation: .sigmoid)
                Reshape([8, 8])
            })
    }

    /// PyTorch 2: z = mu + exp(0.5 * lv) * eps; loss = (z * z).sum() + kl, kl = 0.5 * (mu**2 + lv.exp() - 1 - lv).sum(1).mean(), with
    /// the numbers below; mu.grad and lv.grad.
    @Test func theGradientIsPyTorchs() throws {
        let mean: Tensor = [[0.5, -1], [2, 0.25]]
        let logVariance: Tensor = [[0, 0.5], [-1, 1.5]]
        let noise: Tensor = [[0.3, -0.7], [1.2, 0.1]]
        let (value, slopes) = try valueWithGradient(at: mean, logVariance) { mean, logVariance in
            let z = try gaussianSample(mean: mean, logVariance: logVariance, noise: noise)
            return try z.squared().sum() + gaussianKLDivergence(mean: mean, logVariance: logVariance)
        }
        // The formulas in double precision, as PyTorch gives them.
        var (expected, ofMean, ofLogVariance) = (0.0, [Double](), [Double]())
        for index in 0..<4 {
            let (m, l, e) = (
                Double(mean.scalars[index]), Double(logVariance.scalars[index]), Double(noise.scalars[index])
            )
            let variance = Self.torchVariances[index]
            let z = m + variance.squareRoot() * e
            expected += z * z + (m * m + variance - 1 - l) / 4
            ofMean.append(2 * z + m / 2)
            ofLogVariance.append(z * variance.squareRoot() * e + (variance - 1) / 4)
        }
        #expect(abs(Double(try value.scalar) - expected) < 1e-5)
        #expect(worst(slopes.0.scalars, ofMean, relative: 1e-5, absolute: 1e-6) <= 1)
        #expect(worst(slopes.1.scalars, ofLogVariance, relative: 1e-5, absolute: 1e-6) <= 1)
        #expect(worst(slopes.0.scalars, Self.torchOfMean, relative: 1e-5, absolute: 1e-6) <= 1)
        #expect(worst(slopes.1.scalars, Self.torchOfLogVariance, relative: 1e-5, absolute: 1e-6) <= 1)
    }

    /// e^0, e^0.5, e^−1, e^1.5.
    private static let torchVariances = [1, 1.648_721_270_7, 0.367_879_441_2, 4.481_689_070_3]
    private static let torchOfMean = [1.85000000, -4.29763558, 6.45567358, 1.04840000]
    private static let torchOfLogVariance = [0.24000000, 1.86887153, 1.82738984, 0.96816416]

    /// The divergence of N(1, 4) from N(0, 1) is ½ (1 + 4 − 1 − ln 4), of N(0, 1) it is 0.
    @Test func divergences() throws {
        let logOf4: Float = 1.386_294_4
        let some = try gaussianKLDivergence(mean: [[1]], logVariance: [[.number(logOf4)]]).scalar
        #expect(abs(some - (4 - logOf4) / 2) < 1e-6)
        #expect(try gaussianKLDivergence(mean: Tensor.zeros([3, 2]), logVariance: Tensor.zeros([3, 2])).scalar == 0)
    }

    /// The loss falls, digits of a class come together in the plane of codes, and draws look like digits to one who knows them.
    @Test func learnsTheDigits() throws {
        let (train, test) = try Dataset.digits().split(validation: 0.2, seed: 7)
        let vae = try Self.vae()
        let history = try vae.fit(
            train, epochs: 60, batchSize: 64, optimizer: .adam(learningRate: 3e-3), seed: 3)
        #expect(history.epochs == 60)
        let (first, last) = (history.loss[0], try #require(history.loss.last))
        #expect(last < 0.75 * first, "\(first) → \(last)")
        let parts = zip(history.metrics["reconstruction"] ?? [], history.metrics["klDivergence"] ?? [])
        for (sum, part) in zip(history.loss, parts) { #expect(abs(sum - part.0 - part.1) < 1e-3) }
        // The nearest of the training codes tells a test digit's class far more often than chance, 1 in 10.
        let (known, codes) = (try vae.encode(train.features).mean, try vae.encode(test.features).mean)
        let labels = try #require(train.labels)
        var right = 0
        for (row, label) in (test.labels ?? []).enumerated() {
            let (x, y) = (codes.scalars[2 * row], codes.scalars[2 * row + 1])
            let distances = (0..<train.count).map { other in
                let (a, b) = (known.scalars[2 * other] - x, known.scalars[2 * other + 1] - y)
                return a * a + b * b
            }
            if let nearest = distances.indices.min(by: { distances[$0] < distances[$1] }), labels[nearest] == label {
                right += 1
            }
        }
        #expect(Double(right) / Double(test.count) > 0.55, "\(right) of \(test.count)")
        // Codes fill the plane as N(0, 1) does.
        let deviation = try known.standardDeviation(axes: [0]).scalars
        #expect(deviation.allSatisfy { $0 > 0.5 && $0 < 2 }, "\(deviation)")
        let made = try vae.generate(count: 30, seed: 1)
        #expect(made.shape == [30, 8, 8] && made.scalars.allSatisfy { $0 >= 0 && $0 <= 1 })
        #expect(try vae.generate(count: 30, seed: 1) == made)
        #expect(try vae.latentGrid(side: 5).shape == [25, 8, 8])
        // A draw is no mean of all digits: draws differ from each other, less than digits do, since two numbers blur them.
        let spread = try made.variance(axes: [0]).mean().scalar
        let ofDigits = try train.features.variance(axes: [0]).mean().scalar
        #expect(spread > 0.2 * ofDigits, "\(spread), digits \(ofDigits)")
    }

    @Test func seedsDecideEverything() throws {
        let data = try Dataset.digits().rows(Array(0..<64))
        func weights(_ seed: UInt64) throws -> [Tensor] {
            let vae = try Self.vae()
            try vae.fit(data, epochs: 2, batchSize: 16, seed: seed)
            return vae.encoder.weights + vae.decoder.weights
        }
        #expect(try weights(1) == weights(1))
        #expect(try weights(1) != weights(2))
    }

    @Test(arguments: [
        BadCall("[batch, 3]", "2 · latent") {
            _ = try VariationalAutoencoder(
                encoder: Sequential(inputShape: [4]) { Dense(3) }, decoder: Sequential(inputShape: [2]) { Dense(4) })
        },
        BadCall("[batch, 4]", "[batch, 5]") {
            _ = try VariationalAutoencoder(
                encoder: Sequential(inputShape: [4]) { Dense(4) }, decoder: Sequential(inputShape: [2]) { Dense(5) })
        },
        BadCall("[batch, 8, 8]", "iris") { _ = try vae().fit(.iris(), epochs: 1) },
        BadCall("reconstruction is hinge") { _ = try vae().fit(.digits(), epochs: 1, reconstruction: .hinge) },
        BadCall("beta is -1") { _ = try vae().fit(.digits(), epochs: 1, beta: -1) },
        BadCall("epochs is 0") { _ = try vae().fit(.digits(), epochs: 0) },
        BadCall("batchSize is 0") { _ = try vae().fit(.digits(), epochs: 1, batchSize: 0) },
        BadCall("count is 0") { _ = try vae().generate(count: 0) },
        BadCall("have 3") { _ = try vae(latent: 3).latentGrid() },
        BadCall("0 to 1", "normalize") {
            let data = try Dataset(name: "large", features: Tensor.ones([2, 8, 8]) * 3, targets: [0, 0])
            _ = try vae().fit(data, epochs: 1, batchSize: 1)
        },
        BadCall("[1, 2]", "[1, 3]") {
            _ = try gaussianSample(mean: [[1, 2]], logVariance: [[1, 2, 3]], noise: [[1, 2]])
        },
    ])
    func badInput(bad: BadCall) {
        #expect(bad.missing == [])
    }
}
