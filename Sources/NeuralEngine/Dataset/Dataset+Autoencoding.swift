extension Dataset {
    /// The same examples with themselves as targets: what an autoencoder learns from.
    ///
    /// With noise, the examples are disturbed and the targets are not: what a denoising autoencoder learns from, and is measured
    /// on. (In training, a ``GaussianNoise`` layer in front disturbs them anew each time.)
    ///
    /// - Parameters:
    ///   - noise: the deviation of the normal noise on each number.
    ///   - seed: draws it.
    /// - Returns: features and targets `[count, …]` of one shape.
    /// - Throws: ``EngineError/Code/invalidArgument`` for a deviation that is negative or not finite.
    public func autoencoding(noise: Double = 0, seed: UInt64 = 0) throws -> Dataset {
        guard noise >= 0, noise.isFinite else {
            throw EngineError(.invalidArgument, "noise is \(noise), expected a finite deviation from 0, such as 0.3.")
        }
        let disturbed =
            noise > 0 ? try features + Tensor.normal(features.shape, deviation: Float(noise), seed: seed) : features
        return try Dataset(name: name, features: disturbed, targets: features, featureNames: featureNames)
    }
}
