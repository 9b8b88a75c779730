import NeuralEngine
import Testing

@Suite("Generator and discriminator")
struct GANTests {
    /// Points of a slanted cloud: mean (2, −1), deviations 1 and 0.41, correlated.
    private static func cloud(_ count: Int, seed: UInt64) throws -> Dataset {
        let draws = try Tensor.normal([count, 2], seed: seed)
        let points = try draws.matmul([[0.8, 0.4], [0.6, -0.1]]) + [2, -1]
        return try Dataset(name: "cloud", features: points, targets: Tensor.zeros([count]))
    }

    private static func pointGAN() throws -> GAN {
        try GAN(
            generator: Sequential(inputShape: [4], seed: 1, name: "generator") {
                Dense(32, activation: .relu)
                Dense(32, activation: .relu)
                Dense(2)
            },
            discriminator: Sequential(inputShape: [2], seed: 2, name: "discriminator") {
                Dense(32, activation: .leakyRelu(negativeSlope: 0.2))
                Dense(32, activation: .leakyRelu(negativeSlope: 0.2))
                Dense(1)
            })
    }

    /// Mean and covariance of two columns.
    private func moments(_ points: Tensor) throws -> (mean: [Float], covariance: [Float]) {
        let mean = try points.mean(axis: 0)
        let centred = try points - mean
        return (mean.scalars, try (centred.transposed().matmul(centred) / Float(points.shape[0])).scalars)
    }

    /// The moments of what it makes are those of the points, within bounds that a game which circles around its end allows: 0.15 of
    /// a deviation of 1 for means, 0.25 for covariances.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func learnsACloud(seed: UInt64) throws {
        let data = try Self.cloud(2000, seed: 5)
        let gan = try Self.pointGAN()
        let before = try moments(gan.generate(count: 4000, seed: 9))
        let history = try gan.fit(
            data, epochs: 60, batchSize: 100,
            generatorOptimizer: .adam(learningRate: 1e-3, beta1: 0.5).scheduled(.cosineDecay(decaySteps: 1200)),
            discriminatorOptimizer: .adam(learningRate: 1e-3, beta1: 0.5), seed: seed)
        let (true_, made) = (try moments(data.features), try moments(gan.generate(count: 4000, seed: 9)))
        #expect(worst(before.mean, true_.mean.map(Double.init), relative: 0, absolute: 0.15) > 1)
        #expect(worst(made.mean, true_.mean.map(Double.init), relative: 0, absolute: 0.15) <= 1, "\(made) \(true_)")
        #expect(
            worst(made.covariance, true_.covariance.map(Double.init), relative: 0, absolute: 0.25) <= 1,
            "\(made) \(true_)")
        // Near the end of a perfect game: ln 4 and ln 2.
        let discriminator = try #require(history.metrics["discriminatorLoss"]?.last)
        #expect(abs(discriminator - 1.386) < 0.15, "\(discriminator)")
        #expect(abs(try #require(history.loss.last) - 0.693) < 0.25, "\(history)")
        #expect(history.epochs == 60 && history.metrics["madeScore"]?.count == 60)
    }

    /// A classifier that knows digits is asked about made ones: it is sure of most, and sees several kinds.
    @Test func makesDigits() throws {
        let data = try Dataset.digits()
        let judge = try Sequential(inputShape: [8, 8], seed: 3) {
            Flatten()
            Dense(64, activation: .relu)
            Dense(10, activation: .softmax)
        }
        try judge.fit(
            data, loss: .categoricalCrossEntropy, optimizer: .adam(learningRate: 3e-3), epochs: 15, batchSize: 32)
        let gan = try GAN(
            generator: Sequential(inputShape: [16], seed: 1) {
                Dense(128, activation: .relu)
                BatchNormalization(momentum: 0.9)
                Dense(128, activation: .relu)
                BatchNormalization(momentum: 0.9)
                Dense(64, activation: .sigmoid)
                Reshape([8, 8])
            },
            discriminator: Sequential(inputShape: [8, 8], seed: 2) {
                Flatten()
                Dense(128, activation: .leakyRelu(negativeSlope: 0.2))
                Dropout(rate: 0.3)
                Dense(64, activation: .leakyRelu(negativeSlope: 0.2))
                Dropout(rate: 0.3)
                Dense(1)
            })
        let before = try judgement(judge, gan.generate(count: 500, seed: 4))
        let history = try gan.fit(data, epochs: 60, batchSize: 64, labelSmoothing: 0.1, seed: 6)
        let after = try judgement(judge, gan.generate(count: 500, seed: 4))
        #expect(history.epochs == 60)
        // Of true digits it is 0.97.
        #expect(after.confidence > 0.75, "\(after), \(history)")
        // e to the entropy of the classes seen: 1 for always the same digit, 10 for all alike.
        #expect(after.kinds > 6, "\(after)")
        #expect(before.kinds < 4)
    }

    private func judgement(_ judge: Sequential, _ pictures: Tensor) throws -> (confidence: Double, kinds: Double) {
        let answers = try judge.predict(pictures)
        let confidence = try answers.max(axis: 1).mean().scalars[0]
        var shares = [Double](repeating: 0, count: 10)
        for label in try answers.argmax() { shares[label] += 1 / Double(pictures.shape[0]) }
        let entropy = -shares.reduce(0.0) { $0 + ($1 > 0 ? $1 * Double(Tensor(Float($1)).log().scalars[0]) : 0) }
        return (Double(confidence), Double(Tensor(Float(entropy)).exp().scalars[0]))
    }

    @Test func seedsDecideEverything() throws {
        let data = try Self.cloud(64, seed: 1)
        func weights(_ seed: UInt64) throws -> [Tensor] {
            let gan = try Self.pointGAN()
            try gan.fit(data, epochs: 2, batchSize: 16, seed: seed)
            return gan.generator.weights + gan.discriminator.weights
        }
        #expect(try weights(1) == weights(1))
        #expect(try weights(1) != weights(2))
    }

    /// A callback can end it, and an interrupt does without an error.
    @Test func canBeStopped() throws {
        final class Stop: TrainingCallback {
            var epochs = 0
            func epochEnded(_ progress: TrainingProgress) {
                epochs = progress.epoch
                if epochs == 2 { progress.stop() }
            }
        }
        let stop = Stop()
        let history = try Self.pointGAN().fit(Self.cloud(64, seed: 1), epochs: 9, batchSize: 16, callbacks: [stop])
        #expect(history.stoppedEarly && history.epochs == 2 && stop.epochs == 2)
    }

    @Test(arguments: [
        BadCall("[batch, 3]", "[batch, 2]") {
            _ = try GAN(
                generator: Sequential(inputShape: [2]) { Dense(3) },
                discriminator: Sequential(inputShape: [2]) { Dense(1) })
        },
        BadCall("[batch, 2]", "gives [batch, 1]") {
            _ = try GAN(
                generator: Sequential(inputShape: [2]) { Dense(3) },
                discriminator: Sequential(inputShape: [3]) { Dense(2) })
        },
        BadCall("ends in sigmoid") {
            _ = try GAN(
                generator: Sequential(inputShape: [2]) { Dense(3) },
                discriminator: Sequential(inputShape: [3]) { Dense(1, activation: .sigmoid) })
        },
        BadCall("iris", "[150, 4]") { _ = try pointGAN().fit(.iris(), epochs: 1) },
        BadCall("labelSmoothing is 0.7") { _ = try pointGAN().fit(cloud(64, seed: 1), epochs: 1, labelSmoothing: 0.7) },
        BadCall("epochs is 0") { _ = try pointGAN().fit(cloud(64, seed: 1), epochs: 0) },
        BadCall("batchSize is 65") { _ = try pointGAN().fit(cloud(64, seed: 1), epochs: 1, batchSize: 65) },
        BadCall("count is 0") { _ = try pointGAN().generate(count: 0) },
    ])
    func badInput(bad: BadCall) {
        #expect(bad.missing == [])
    }
}
