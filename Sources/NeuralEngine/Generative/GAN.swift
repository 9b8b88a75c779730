/// Two networks at play: a generator that makes examples of noise, and a discriminator that tells them from the true ones.
///
/// The discriminator D learns to raise ln D(x) for true examples and ln(1 − D(G(z))) for made ones, the generator G to raise
/// ln D(G(z)). At the end of a perfect game D answers ½ to everything: its loss is ln 4 ≈ 1.386, the generator's ln 2 ≈ 0.693.
///
/// ```swift
/// let gan = try GAN(
///     generator: Sequential(inputShape: [8], seed: 1) {
///         Dense(32, activation: .relu)
///         Dense(2)
///     },
///     discriminator: Sequential(inputShape: [2], seed: 2) {
///         Dense(32, activation: .leakyRelu(negativeSlope: 0.2))
///         Dense(1)                                     // a logit: no sigmoid
///     })
/// let history = try gan.fit(points, epochs: 100, batchSize: 64, seed: 3)
/// let made = try gan.generate(count: 500, seed: 4)     // [500, 2]
/// ```
///
/// Source: I. Goodfellow et al., "Generative adversarial nets" (2014), with the non-saturating loss of its section 3 for the
/// generator; A. Radford et al., "Unsupervised representation learning with deep convolutional generative adversarial networks"
/// (2015) for Adam's β₁ = ½; T. Salimans et al., "Improved techniques for training GANs" (2016) for one-sided label smoothing.
public final class GAN: Sendable {
    public let name: String
    /// `[batch, latent…]` to `[batch, features…]`.
    public let generator: Model
    /// `[batch, features…]` to `[batch, 1]`, the logit of the probability that the example is true.
    public let discriminator: Model

    /// - Throws: ``EngineError/Code/shapeMismatch`` when the discriminator does not take what the generator makes, or does not give one
    ///   number; ``EngineError/Code/invalidArgument`` when it ends in sigmoid.
    public init(generator: Model, discriminator: Model, name: String = "gan") throws {
        guard generator.inputShapes.count == 1, generator.finalShapes == discriminator.inputShapes,
            discriminator.finalShapes == [[1]]
        else {
            throw EngineError(
                .shapeMismatch,
                """
                The generator makes \(batchShapeText(generator.outputShape)), and the discriminator turns \
                \(batchShapeText(discriminator.inputShape)) into \(batchShapeText(discriminator.outputShape)); expected that it \
                takes what the generator makes, and gives [batch, 1].
                """)
        }
        let last = discriminator.layers.last?.unwrapped
        if (last as? Dense)?.activation == .sigmoid || (last as? Activation)?.function == .sigmoid {
            throw EngineError(
                .invalidArgument,
                "The discriminator ends in sigmoid, but its losses are computed from logits: leave the activation out.")
        }
        self.name = name
        self.generator = generator
        self.discriminator = discriminator
    }

    /// New examples, of noise from N(0, 1): `[count, features…]`.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` for a count below 1.
    public func generate(count: Int, seed: UInt64 = 0) throws -> Tensor {
        guard count >= 1 else { throw EngineError(.invalidArgument, "count is \(count), expected 1 or more.") }
        return try generator.predict(Tensor.normal([count] + generator.inputShape, seed: seed))
    }

    /// Plays: for each batch a step of the discriminator on true and made examples, then one of the generator.
    ///
    /// - Parameters:
    ///   - data: features of the discriminator's input shape; the targets are not looked at.
    ///   - generatorOptimizer: likewise for the discriminator, and one for each.
    ///   - labelSmoothing: the discriminator is to answer 1 − this to true examples, so that it does not become too sure.
    ///   - seed: draws orders, noise and what dropout drops.
    /// - Returns: the generator's loss of each epoch, and as metrics `discriminatorLoss`, and the mean answers D to true and to
    ///   made examples, `trueScore` and `madeScore`.
    /// - Throws: ``EngineError`` when an argument makes no sense, or data and networks do not fit; ``EngineError/Code/notFinite`` when
    ///   a loss or a weight becomes NaN or infinite.
    @discardableResult
    public func fit(
        _ data: Dataset, epochs: Int, batchSize: Int = 64,
        generatorOptimizer: Optimizer = .adam(learningRate: 1e-3, beta1: 0.5),
        discriminatorOptimizer: Optimizer = .adam(learningRate: 1e-3, beta1: 0.5), labelSmoothing: Double = 0,
        seed: UInt64 = 0, callbacks: [any TrainingCallback] = []
    ) throws -> History {
        guard labelSmoothing >= 0, labelSmoothing < 0.5 else {
            throw EngineError(
                .invalidArgument, "labelSmoothing is \(labelSmoothing), expected a number from 0 to below 0.5.")
        }
        guard data.featureShape == discriminator.inputShape else {
            throw EngineError(
                .shapeMismatch,
                """
                "\(name)" learns examples of shape \(batchShapeText(discriminator.inputShape)), but data set "\(data.name)" has \
                features of shape \(shapeText(data.features.shape)).
                """)
        }
        let loop = TrainingLoop(
            name: name, model: generator, data: data, loss: .binaryCrossEntropy, optimizer: generatorOptimizer,
            epochs: epochs, batchSize: batchSize, seed: seed, callbacks: callbacks)
        let ofGenerator = try TensorOptimizer(generatorOptimizer)
        let ofDiscriminator = try TensorOptimizer(discriminatorOptimizer)
        var draws = SeededGenerator(seed: seed, stream: 2)
        return try loop.run(metrics: ["discriminatorLoss", "trueScore", "madeScore"]) { rows, epoch in
            (ofGenerator.epochs, ofDiscriminator.epochs) = (epoch - 1, epoch - 1)
            let count = rows.count
            let (one, zero) = (try Tensor.ones([count, 1]), try Tensor.zeros([count, 1]))
            func noise() throws -> Tensor { try Tensor.normal([count] + generator.inputShape, using: &draws) }
            let real = try data.features.gathered(rows: rows)
            let made = try generator(noise(), training: true, seed: draws.next())
            let seeds = (draws.next(), draws.next(), draws.next(), draws.next())
            var scores = (real: 0.0, made: 0.0)
            let (lossD, slopesD) = try valueWithGradient(at: discriminator) { discriminator in
                let ofReal = try discriminator(real, seed: seeds.0)
                let ofMade = try discriminator(made, seed: seeds.1)
                scores = (Self.meanScore(ofReal), Self.meanScore(ofMade))
                return try sigmoidCrossEntropy(logits: ofReal, labels: one * Float(1 - labelSmoothing))
                    + sigmoidCrossEntropy(logits: ofMade, labels: zero)
            }
            let discriminatorLoss = Double(try lossD.scalar)
            guard discriminatorLoss.isFinite else { return [0, discriminatorLoss, scores.real, scores.made] }
            try ofDiscriminator.update(discriminator, slopesD)
            let (lossG, slopesG) = try valueWithGradient(at: generator) { generator in
                let made = try generator(noise(), seed: seeds.2)
                return try sigmoidCrossEntropy(
                    logits: discriminator(made, training: true, seed: seeds.3), labels: one)
            }
            let generatorLoss = Double(try lossG.scalar)
            guard generatorLoss.isFinite else { return [generatorLoss, discriminatorLoss, scores.real, scores.made] }
            try ofGenerator.update(generator, slopesG)
            return [generatorLoss, discriminatorLoss, scores.real, scores.made]
        }
    }

    private static func meanScore(_ logits: Tensor) -> Double {
        let answers = logits.detached.sigmoid().scalars
        return answers.reduce(0.0) { $0 + Double($1) } / Double(max(answers.count, 1))
    }
}

extension GAN: CustomStringConvertible {
    /// `GAN "gan": [8] → [2] → 1, 450 parameters`.
    public var description: String {
        """
        GAN "\(name)": \(shapeText(generator.inputShape)) → \(shapeText(generator.outputShape)) → 1, \
        \(groupedText(generator.parameterCount + discriminator.parameterCount)) parameters
        """
    }
}
