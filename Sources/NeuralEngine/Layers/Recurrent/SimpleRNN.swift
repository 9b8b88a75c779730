/// The plain recurrent layer (Elman 1990): hₜ = f(xₜ W + hₜ₋₁ U + b).
///
/// Shapes: see ``RecurrentLayer``. W is `[features, units]`, U `[units, units]`, b `[units]`.
public struct SimpleRNN: RecurrentLayer, Hashable {
    public let settings: RecurrentSettings

    /// - Parameters:
    ///   - units: how many numbers h has.
    ///   - activation: f.
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
        _ units: Int, activation: ActivationFunction = .tanh, bias: Bool = true,
        returnSequences: Bool = false, returnState: Bool = false, goBackwards: Bool = false, dropout: Double = 0,
        recurrentDropout: Double = 0, kernelInitializer: Initializer = .glorotUniform,
        recurrentInitializer: Initializer = .orthogonal, biasInitializer: Initializer = .zeros,
        kernelRegularizer: Regularizer? = nil, recurrentRegularizer: Regularizer? = nil,
        biasRegularizer: Regularizer? = nil, kernelConstraint: WeightConstraint? = nil,
        recurrentConstraint: WeightConstraint? = nil
    ) {
        settings = RecurrentSettings(
            cell: .simple, units: units, activation: activation, recurrentActivation: .sigmoid,
            hasBias: bias, returnSequences: returnSequences, returnState: returnState, goBackwards: goBackwards,
            dropout: dropout, recurrentDropout: recurrentDropout, kernelInitializer: kernelInitializer,
            recurrentInitializer: recurrentInitializer, biasInitializer: biasInitializer,
            kernelRegularizer: kernelRegularizer, recurrentRegularizer: recurrentRegularizer,
            biasRegularizer: biasRegularizer, kernelConstraint: kernelConstraint,
            recurrentConstraint: recurrentConstraint)
    }

    public var kind: String { "SimpleRNN" }
}
