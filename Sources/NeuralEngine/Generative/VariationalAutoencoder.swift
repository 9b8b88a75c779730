/// An autoencoder whose codes are normal distributions: neighbouring codes mean alike examples, and draws of the standard normal
/// distribution mean new ones.
///
/// The encoder gives each example μ and ln σ² of q(z|x), a draw z = μ + σ ε goes to the decoder, and both learn to lower
/// −ELBO = E[−ln p(x|z)] + β KL(q(z|x) ‖ N(0, 1)).
///
/// ```swift
/// let vae = try VariationalAutoencoder(
///     encoder: Sequential(inputShape: [8, 8], seed: 1) {
///         Flatten()
///         Dense(64, activation: .relu)
///         Dense(4)                                     // two means, two logarithms of variances
///     },
///     decoder: Sequential(inputShape: [2], seed: 2) {
///         Dense(64, activation: .relu)
///         Dense(64, activation: .sigmoid)
///         Reshape([8, 8])
///     })
/// try vae.fit(digits, epochs: 40, batchSize: 64)
/// let plane = try vae.encode(digits.features).mean     // [1797, 2]
/// let made = try vae.generate(count: 20, seed: 3)      // [20, 8, 8]
/// ```
///
/// Source: D. P. Kingma, M. Welling, "Auto-encoding variational Bayes" (2013); I. Higgins et al., "β-VAE" (2017) for β.
public final class VariationalAutoencoder: Sendable {
    public let name: String
    /// `[batch, features…]` to `[batch, 2 · latent]`: the means, then the logarithms of the variances.
    public let encoder: Model
    /// `[batch, latent]` to `[batch, features…]`.
    public let decoder: Model
    /// Numbers of a code.
    public let latentDim: Int

    /// - Throws: ``EngineError/Code/shapeMismatch`` when the encoder's outputs are not twice the decoder's inputs, or the decoder does
    ///   not give back the encoder's input shape.
    public init(encoder: Model, decoder: Model, name: String = "vae") throws {
        let latent = decoder.inputShape
        guard encoder.inputShapes.count == 1, decoder.inputShapes.count == 1, latent.count == 1,
            encoder.finalShapes == [[2 * latent[0]]]
        else {
            throw EngineError(
                .shapeMismatch,
                """
                The encoder gives \(batchShapeText(encoder.outputShape)) and the decoder takes \
                \(batchShapeText(decoder.inputShape)); expected [batch, 2 · latent], means and logarithms of variances, and \
                [batch, latent].
                """)
        }
        guard decoder.finalShapes == [encoder.inputShape] else {
            throw EngineError(
                .shapeMismatch,
                """
                The encoder takes \(batchShapeText(encoder.inputShape)), but the decoder gives \
                \(batchShapeText(decoder.outputShape)); it has to give back the same shape (Reshape does).
                """)
        }
        self.name = name
        self.encoder = encoder
        self.decoder = decoder
        latentDim = latent[0]
    }

    /// μ and ln σ² of each example: `[batch, features…]` to twice `[batch, latent]`.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes.
    public func encode(_ features: Tensor) throws -> (mean: Tensor, logVariance: Tensor) {
        try parts(of: encoder.predict(features))
    }

    /// Examples of codes: `[batch, latent]` to `[batch, features…]`.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes.
    public func decode(_ codes: Tensor) throws -> Tensor { try decoder.predict(codes) }

    /// Each example through its mean code and back.
    ///
    /// - Throws: as ``encode(_:)``.
    public func reconstruct(_ features: Tensor) throws -> Tensor { try decode(encode(features).mean) }

    /// New examples, of codes drawn from N(0, 1): `[count, features…]`.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` for a count below 1.
    public func generate(count: Int, seed: UInt64 = 0) throws -> Tensor {
        guard count >= 1 else { throw EngineError(.invalidArgument, "count is \(count), expected 1 or more.") }
        return try decode(Tensor.normal([count, latentDim], seed: seed))
    }

    /// What a square of the latent plane decodes to, row by row from the top left: `[side², features…]`.
    ///
    /// - Parameter range: of both numbers of the code.
    /// - Throws: ``EngineError/Code/shapeMismatch`` unless codes have two numbers, ``EngineError/Code/invalidArgument`` for a side
    ///   below 2.
    public func latentGrid(side: Int = 12, range: ClosedRange<Float> = -2...2) throws -> Tensor {
        guard latentDim == 2 else {
            throw EngineError(
                .shapeMismatch, "A plane has two numbers, but the codes of \"\(name)\" have \(latentDim).")
        }
        guard (2...200).contains(side) else {
            throw EngineError(.invalidArgument, "side is \(side), expected 2 to 200.")
        }
        let steps = try Tensor.linearlySpaced(from: range.lowerBound, through: range.upperBound, count: side).scalars
        let codes = steps.reversed().flatMap { y in steps.flatMap { [$0, y] } }
        return try decode(Tensor(shape: [side * side, 2], scalars: codes))
    }

    /// Trains both networks.
    ///
    /// - Parameters:
    ///   - data: features of the encoder's input shape; the targets are not looked at.
    ///   - reconstruction: −ln p(x|z), summed over an example's numbers: ``Loss/binaryCrossEntropy`` for numbers from 0 to 1 and a
    ///     decoder that ends in sigmoid, or ``Loss/meanSquaredError``, the squared error.
    ///   - beta: what the divergence counts for.
    ///   - seed: draws orders and noise.
    /// - Returns: −ELBO of each epoch, measured while the weights moved, and its parts as the metrics `reconstruction` and
    ///   `klDivergence`.
    /// - Throws: ``EngineError`` when an argument makes no sense, or data and network do not fit; ``EngineError/Code/notFinite`` when
    ///   a loss or a weight becomes NaN or infinite.
    @discardableResult
    public func fit(
        _ data: Dataset, epochs: Int, batchSize: Int = 32, reconstruction: Loss = .binaryCrossEntropy,
        beta: Double = 1, optimizer: Optimizer = .adam(), seed: UInt64 = 0, callbacks: [any TrainingCallback] = []
    ) throws -> History {
        guard reconstruction == .binaryCrossEntropy || reconstruction == .meanSquaredError else {
            throw EngineError(
                .invalidArgument,
                "The reconstruction is \(reconstruction.name), expected binaryCrossEntropy or meanSquaredError.")
        }
        guard beta >= 0, beta.isFinite else {
            throw EngineError(.invalidArgument, "beta is \(beta), expected 0 or more, such as 1.")
        }
        guard data.featureShape == encoder.inputShape else {
            throw EngineError(
                .shapeMismatch,
                """
                "\(name)" takes input of shape \(batchShapeText(encoder.inputShape)), but data set "\(data.name)" has features of \
                shape \(shapeText(data.features.shape)).
                """)
        }
        if reconstruction == .binaryCrossEntropy, let odd = data.features.scalars.first(where: { $0 < 0 || $0 > 1 }) {
            throw EngineError(
                .invalidData,
                """
                Data set "\(data.name)" holds \(compactText(Double(odd))); binary cross entropy takes numbers from 0 to 1. Say \
                reconstruction: .meanSquaredError, or normalize the data.
                """)
        }
        let loop = TrainingLoop(
            name: name, model: decoder, data: data, loss: reconstruction, optimizer: optimizer, epochs: epochs,
            batchSize: batchSize, seed: seed, callbacks: callbacks)
        let (ofEncoder, ofDecoder) = (try TensorOptimizer(optimizer), try TensorOptimizer(optimizer))
        var generator = SeededGenerator(seed: seed, stream: 2)
        return try loop.run(metrics: ["reconstruction", "klDivergence"]) { rows, epoch in
            (ofEncoder.epochs, ofDecoder.epochs) = (epoch - 1, epoch - 1)
            let x = try data.features.gathered(rows: rows)
            let noise = try Tensor.normal([rows.count, latentDim], using: &generator)
            var kept = (reconstruction: 0.0, divergence: 0.0)
            let (value, slopes) = try valueWithGradient(at: encoder, decoder) { encoder, decoder in
                let terms = try self.terms(x, noise: noise, reconstruction, encoder, decoder)
                kept = (Double(try terms.reconstruction.scalar), Double(try terms.divergence.scalar))
                return try terms.reconstruction + Float(beta) * terms.divergence
            }
            let loss = Double(try value.scalar)
            guard loss.isFinite else { return [loss, kept.reconstruction, kept.divergence] }
            try ofEncoder.update(encoder, slopes.0)
            try ofDecoder.update(decoder, slopes.1)
            return [loss, kept.reconstruction, kept.divergence]
        }
    }

    /// The two terms of −ELBO for given noise, each the mean over the examples.
    private func terms(
        _ x: Tensor, noise: Tensor, _ loss: Loss, _ encoder: Model, _ decoder: Model
    ) throws -> (reconstruction: Tensor, divergence: Tensor) {
        let (mean, logVariance) = try parts(of: encoder(x))
        let made = try decoder(gaussianSample(mean: mean, logVariance: logVariance, noise: noise))
        let width = Float(x.count / x.shape[0])
        let error = try loss == .meanSquaredError ? meanSquaredError(made, x) : binaryCrossEntropy(made, x)
        return (error * width, try gaussianKLDivergence(mean: mean, logVariance: logVariance))
    }

    private func parts(of output: Tensor) throws -> (mean: Tensor, logVariance: Tensor) {
        (try output[.all, 0..<latentDim], try output[.all, latentDim..<(2 * latentDim)])
    }
}

extension VariationalAutoencoder: CustomStringConvertible {
    /// `VariationalAutoencoder "vae": [8, 8] → 2 → [8, 8]`.
    public var description: String {
        """
        VariationalAutoencoder "\(name)": \(shapeText(encoder.inputShape)) → \(latentDim) → \(shapeText(decoder.outputShape)), \
        \(groupedText(encoder.parameterCount + decoder.parameterCount)) parameters
        """
    }
}
