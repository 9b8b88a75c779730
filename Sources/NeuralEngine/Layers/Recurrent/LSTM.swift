/// Long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000): gates decide what is
/// written to, kept in and shown of a cell c, so that gradients reach far back.
///
/// i = σ(xₜ Wᵢ + hₜ₋₁ Uᵢ + bᵢ), f = σ(xₜ W_f + hₜ₋₁ U_f + b_f), g = act(xₜ W_c + hₜ₋₁ U_c + b_c), o = σ(xₜ Wₒ + hₜ₋₁ Uₒ + bₒ),
/// cₜ = f ∘ cₜ₋₁ + i ∘ g, hₜ = o ∘ act(cₜ).
///
/// Shapes: see ``RecurrentLayer``. Weights as Keras's: W `[features, 4 · units]`, U `[units, 4 · units]`, b `[4 · units]`, their
/// columns in the order i, f, c, o. PyTorch's are these transposed, `weight_ih_l0` and `weight_hh_l0`, in the same order
/// (i, f, g, o); its two biases are added up.
public struct LSTM: RecurrentLayer, Hashable {
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
    ///   - unitForgetBias: whether the forget gate's b begins with ones, so that a new network remembers (Jozefowicz et al.
    ///     2015).
    public init(
        _ units: Int, activation: ActivationFunction = .tanh, recurrentActivation: ActivationFunction = .sigmoid,
        bias: Bool = true,
        returnSequences: Bool = false, returnState: Bool = false, goBackwards: Bool = false, dropout: Double = 0,
        recurrentDropout: Double = 0, kernelInitializer: Initializer = .glorotUniform,
        recurrentInitializer: Initializer = .orthogonal, biasInitializer: Initializer = .zeros,
        unitForgetBias: Bool = true,
        kernelRegularizer: Regularizer? = nil, recurrentRegularizer: Regularizer? = nil,
        biasRegularizer: Regularizer? = nil, kernelConstraint: WeightConstraint? = nil,
        recurrentConstraint: WeightConstraint? = nil
    ) {
        settings = RecurrentSettings(
            cell: .lstm, units: units, activation: activation, recurrentActivation: recurrentActivation,
            hasBias: bias, returnSequences: returnSequences, returnState: returnState, goBackwards: goBackwards,
            dropout: dropout, recurrentDropout: recurrentDropout, kernelInitializer: kernelInitializer,
            recurrentInitializer: recurrentInitializer,
            biasInitializer: unitForgetBias
                ? .parts([biasInitializer, .ones, biasInitializer, biasInitializer]) : biasInitializer,
            kernelRegularizer: kernelRegularizer, recurrentRegularizer: recurrentRegularizer,
            biasRegularizer: biasRegularizer, kernelConstraint: kernelConstraint,
            recurrentConstraint: recurrentConstraint)
    }

    public var kind: String { "LSTM" }
}
