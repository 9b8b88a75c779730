/// z = μ + e^(½ ln σ²) · ε: a draw from the normal distribution N(μ, σ²) that a gradient passes, since the chance is all in ε.
///
/// Kingma and Welling's reparametrisation: dz/dμ = 1 and dz/d(ln σ²) = ½ σ ε, where a draw itself would have no derivative.
///
/// - Parameters:
///   - mean: μ, of any shape.
///   - logVariance: ln σ², of the same shape; the logarithm, so that any number of a network is a variance.
///   - noise: ε, draws of N(0, 1) of the same shape.
/// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes, unless all are equal.
///
/// Source: D. P. Kingma, M. Welling, "Auto-encoding variational Bayes" (2013).
public func gaussianSample(mean: Tensor, logVariance: Tensor, noise: Tensor) throws -> Tensor {
    try Tensor.checkLoss("gaussianSample", mean, logVariance)
    try Tensor.checkLoss("gaussianSample", mean, noise)
    return try mean + (0.5 * logVariance).exp() * noise
}

/// Kullback and Leibler's divergence of normal distributions from the standard one, the mean over the rows:
/// KL(N(μ, σ²) ‖ N(0, 1)) = ½ Σⱼ (μⱼ² + σⱼ² − 1 − ln σⱼ²).
///
/// - Parameters:
///   - mean: μ, `[batch, latent]`.
///   - logVariance: ln σ², of the same shape.
/// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes, unless they are equal.
///
/// Source: D. P. Kingma, M. Welling, "Auto-encoding variational Bayes" (2013), appendix B.
public func gaussianKLDivergence(mean: Tensor, logVariance: Tensor) throws -> Tensor {
    try Tensor.checkLoss("gaussianKLDivergence", mean, logVariance)
    let rows = Float(mean.shape.first ?? 1)
    return try (mean.squared() + logVariance.exp() - 1 - logVariance).sum() * (0.5 / rows)
}
