/// Gated recurrent unit (Cho et al. 2014): an LSTM with fewer weights, without a cell apart from h.
///
/// z = σ(xₜ W_z + hₜ₋₁ U_z + b_z), r = σ(xₜ W_r + hₜ₋₁ U_r + b_r), n = act(xₜ Wₙ + b + r ∘ (hₜ₋₁ Uₙ + b′)),
/// hₜ = z ∘ hₜ₋₁ + (1 − z) ∘ n: the reset gate works behind the product, as in PyTorch and in Keras with `reset_after`.
///
/// Shapes: see ``RecurrentLayer``. Weights as Keras's: W `[features, 3 · units]`, U `[units, 3 · units]`, b `[2, 3 · units]` (the
/// first row is added to x W, the second to h U), their columns in the order z, r, h. PyTorch's are these transposed, in the
/// order r, z, n.
public struct GRU: RecurrentLayer, Hashable {
    public let settings: RecurrentSettings

    /// - Parameters:
    ///   - units: how many numbers h has.
    ///   - activation: act.
    ///   - recurrentActivation: σ, of the gates.
    ///   - bias: whether there is a b.
    ///   - returnSequences: whether it gives h of every step.
    ///   - returnState: whether it gives all of the last state, for another layer to begin with.
    ///   - goBackwards: whether it walks from the last step to the first; with `returnSequences` its output begins with the
    ///     last step, as Keras's does.
    ///   - dropout: the rate of what is dropped of x while training, the same features at all steps of a sample.
    ///   - recurrentDropout: likewise of h on its way to the next step's weights (Gal and Ghahramani 2016).
    ///   - kernelInitializer: of W.
    ///   - recurrentInitializer: of U.
    public init(
        _ units: Int, activation: ActivationFunction = .tanh, recurrentActivation: ActivationFunction = .sigmoid,
        bias: Bool = true,
        returnSequences: Bool = false, returnState: Bool = false, goBackwards: Bool = false, dropout: Double = 0,
        recurrentDropout: Double = 0, kernelInitializer: Initializer = .glorotUniform,
        recurrentInitializer: Initializer = .orthogonal, biasInitializer: Initializer = .zeros,
        kernelRegularizer: Regularizer? = nil, recurrentRegularizer: Regularizer? = nil,
        biasRegularizer: Regularizer? = nil, kernelConstraint: WeightConstraint? = nil,
        recurrentConstraint: WeightConstraint? = nil
    ) {
        settings = RecurrentSettings(
            cell: .gru, units: units, activation: activation, recurrentActivation: recurrentActivation,
            hasBias: bias, returnSequences: returnSequences, returnState: returnState, goBackwards: goBackwards,
            dropout: dropout, recurrentDropout: recurrentDropout, kernelInitializer: kernelInitializer,
            recurrentInitializer: recurrentInitializer, biasInitializer: biasInitializer,
            kernelRegularizer: kernelRegularizer, recurrentRegularizer: recurrentRegularizer,
            biasRegularizer: biasRegularizer, kernelConstraint: kernelConstraint,
            recurrentConstraint: recurrentConstraint)
    }

    public var kind: String { "GRU" }
}
