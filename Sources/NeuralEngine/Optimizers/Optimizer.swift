/// How gradients g change the weights w: a rule with its numbers, and what goes with it.
///
/// ```swift
/// .adam(learningRate: 0.01)
/// .adamW(weightDecay: 0.01).clipped(.globalNorm(1)).scheduled(.cosineDecay(decaySteps: 1000, warmupSteps: 100))
/// ```
///
/// η is the learning rate, t counts steps from 1. Formulas and defaults are Keras's unless a rule says otherwise.
public struct Optimizer: Sendable, Hashable {
    enum Rule: Sendable, Hashable {
        case descent
        case momentum(Double, nesterov: Bool)
        case adagrad(initial: Double, epsilon: Double)
        case rmsProp(rho: Double, momentum: Double, epsilon: Double, centered: Bool)
        case adaDelta(rho: Double, epsilon: Double)
        case adam(beta1: Double, beta2: Double, epsilon: Double, amsgrad: Bool)
        case nadam(beta1: Double, beta2: Double, epsilon: Double, momentumDecay: Double)
        case adamax(beta1: Double, beta2: Double, epsilon: Double)
        case lion(beta1: Double, beta2: Double)
    }

    /// η in the formulas; where a schedule begins.
    public var learningRate: Double
    /// How η changes from step to step, or from epoch to epoch.
    public internal(set) var schedule: LearningRateSchedule?
    /// What becomes of gradients that are too large.
    public internal(set) var clipping: GradientClipping?
    /// Decoupled weight decay: before each step, w ← w (1 − η λ) (Loshchilov and Hutter 2019).
    public internal(set) var weightDecay = 0.0
    /// Which weights decay.
    public internal(set) var decayScope = DecayScope.all
    /// The momentum of the moving average that replaces the weights when training ends; nil for none.
    public internal(set) var averageMomentum: Double?
    let rule: Rule

    /// Which weights decay.
    public enum DecayScope: String, Sendable, Hashable {
        /// All that are learned, as in Keras and PyTorch.
        case all
        /// Arrays of two axes and more: biases and the scales of normalisations are left alone, as in GPT's trainings.
        case matrices
    }

    init(learningRate: Double, rule: Rule) {
        self.learningRate = learningRate
        self.rule = rule
    }

    /// Gradient descent: w ← w − η g. Stochastic or not is decided by the batch size.
    ///
    /// With momentum μ: v ← μ v − η g, w ← w + v; with Nesterov's look-ahead w ← w + μ v − η g (Sutskever et al. 2013).
    /// These are Keras's formulas; PyTorch's, v ← μ v + g and w ← w − η v, give the same steps while η stays the same.
    public static func sgd(learningRate: Double = 0.01, momentum: Double = 0, nesterov: Bool = false) -> Optimizer {
        // Momentum 0 is plain descent, also with Nesterov's form; a senseless momentum is kept for `validate` to name.
        Optimizer(learningRate: learningRate, rule: momentum == 0 ? .descent : .momentum(momentum, nesterov: nesterov))
    }

    /// Gradient descent on the whole data set: the same as ``sgd(learningRate:momentum:nesterov:)`` without momentum, to be used
    /// without a batch size.
    public static func gradientDescent(learningRate: Double = 0.01) -> Optimizer { .sgd(learningRate: learningRate) }

    /// Adam (Kingma and Ba 2015, algorithm 1): m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g²,
    /// w ← w − η m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ).
    ///
    /// ε = 1e-8 inside as in the paper and PyTorch; Keras has 1e-7, and adds it before v is corrected.
    ///
    /// - Parameter amsgrad: takes the largest v so far in place of v (Reddi et al. 2018).
    public static func adam(
        learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
        amsgrad: Bool = false
    ) -> Optimizer {
        Optimizer(
            learningRate: learningRate, rule: .adam(beta1: beta1, beta2: beta2, epsilon: epsilon, amsgrad: amsgrad))
    }

    /// ``adam(learningRate:beta1:beta2:epsilon:amsgrad:)`` with decoupled weight decay (Loshchilov and Hutter 2019).
    ///
    /// - Parameters:
    ///   - weightDecay: λ: w ← w (1 − η λ) before each step. Keras's 0.004; PyTorch's is 0.01.
    ///   - decaying: which weights decay.
    public static func adamW(
        learningRate: Double = 0.001, weightDecay: Double = 0.004, beta1: Double = 0.9, beta2: Double = 0.999,
        epsilon: Double = 1e-8, amsgrad: Bool = false, decaying: DecayScope = .all
    ) -> Optimizer {
        Optimizer.adam(learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, amsgrad: amsgrad)
            .decaying(weightDecay, decaying)
    }

    /// Nadam, Adam with Nesterov's look-ahead (Dozat 2016): μₜ = β₁ (1 − ½ 0.96^(t·momentumDecay)),
    /// w ← w − η (μₜ₊₁ m / (1 − Π μ₁…ₜ₊₁) + (1 − μₜ) g / (1 − Π μ₁…ₜ)) / (√v̂ + ε).
    ///
    /// - Parameter momentumDecay: the paper's and PyTorch's 0.004; Keras's formula is that of 1.
    public static func nadam(
        learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
        momentumDecay: Double = 0.004
    ) -> Optimizer {
        Optimizer(
            learningRate: learningRate,
            rule: .nadam(beta1: beta1, beta2: beta2, epsilon: epsilon, momentumDecay: momentumDecay))
    }

    /// Adamax (Kingma and Ba 2015, algorithm 2): u ← max(β₂ u, |g|), w ← w − η m / ((1 − β₁ᵗ) (u + ε)).
    public static func adamax(
        learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-7
    ) -> Optimizer {
        Optimizer(learningRate: learningRate, rule: .adamax(beta1: beta1, beta2: beta2, epsilon: epsilon))
    }

    /// Adagrad (Duchi et al. 2011): a ← a + g², w ← w − η g / √(a + ε).
    public static func adagrad(
        learningRate: Double = 0.001, initialAccumulatorValue: Double = 0.1, epsilon: Double = 1e-7
    ) -> Optimizer {
        Optimizer(learningRate: learningRate, rule: .adagrad(initial: initialAccumulatorValue, epsilon: epsilon))
    }

    /// RMSProp (Hinton's lecture 6, 2012): a ← ρ a + (1 − ρ) g², w ← w − η g / √(a + ε); centered, the squared moving mean of g is
    /// taken from a first; with momentum μ, v ← μ v + η g / √(a + ε), w ← w − v.
    public static func rmsProp(
        learningRate: Double = 0.001, rho: Double = 0.9, momentum: Double = 0, epsilon: Double = 1e-7,
        centered: Bool = false
    ) -> Optimizer {
        Optimizer(
            learningRate: learningRate,
            rule: .rmsProp(rho: rho, momentum: momentum, epsilon: epsilon, centered: centered))
    }

    /// AdaDelta (Zeiler 2012, algorithm 1): a ← ρ a + (1 − ρ) g², d = g √(b + ε) / √(a + ε), b ← ρ b + (1 − ρ) d²,
    /// w ← w − η d. The paper has no η (1); 0.001 is Keras's default.
    public static func adaDelta(
        learningRate: Double = 0.001, rho: Double = 0.95, epsilon: Double = 1e-7
    ) -> Optimizer {
        Optimizer(learningRate: learningRate, rule: .adaDelta(rho: rho, epsilon: epsilon))
    }

    /// Lion (Chen et al. 2023): w ← w − η sign(β₁ m + (1 − β₁) g), then m ← β₂ m + (1 − β₂) g.
    public static func lion(learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.99) -> Optimizer {
        Optimizer(learningRate: learningRate, rule: .lion(beta1: beta1, beta2: beta2))
    }
}
