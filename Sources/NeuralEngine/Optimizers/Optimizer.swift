/// How gradients g change the weights w.
public struct Optimizer: Sendable, Hashable {
    enum Rule: Sendable, Hashable {
        case descent
        case momentum(Double, nesterov: Bool)
        case adam(beta1: Double, beta2: Double, epsilon: Double)
    }

    /// η in the formulas.
    public var learningRate: Double
    let rule: Rule

    /// Gradient descent: w ← w − η g. Stochastic or not is decided by the batch size.
    ///
    /// With momentum μ: v ← μ v − η g, w ← w + v; with Nesterov's look-ahead w ← w + μ v − η g (Sutskever et al. 2013).
    /// These are Keras's formulas; PyTorch's, v ← μ v + g and w ← w − η v, give the same steps while η stays the same.
    public static func sgd(learningRate: Double = 0.01, momentum: Double = 0, nesterov: Bool = false) -> Optimizer {
        // Momentum 0 is plain descent, also with Nesterov's form; a senseless momentum is kept for `validate` to name.
        Optimizer(learningRate: learningRate, rule: momentum == 0 ? .descent : .momentum(momentum, nesterov: nesterov))
    }

    /// Adam (Kingma and Ba 2015, algorithm 1): m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g²,
    /// w ← w − η m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ).
    ///
    /// ε = 1e-8 inside as in the paper and PyTorch; Keras has 1e-7, and adds it before v is corrected.
    public static func adam(
        learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8
    ) -> Optimizer {
        Optimizer(learningRate: learningRate, rule: .adam(beta1: beta1, beta2: beta2, epsilon: epsilon))
    }

    /// The names that ``init(name:learningRate:)`` takes.
    public static let names = ["sgd", "momentum", "nesterov", "adam"]

    /// The optimizer of a name, as commands say it; momentum and nesterov have μ = 0.9.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` listing the names, when there is none of that name.
    public init(name: String, learningRate: Double? = nil) throws {
        switch name {
        case "sgd": self = .sgd(learningRate: learningRate ?? 0.01)
        case "momentum": self = .sgd(learningRate: learningRate ?? 0.01, momentum: 0.9)
        case "nesterov": self = .sgd(learningRate: learningRate ?? 0.01, momentum: 0.9, nesterov: true)
        case "adam": self = .adam(learningRate: learningRate ?? 0.001)
        default:
            throw EngineError(
                .invalidArgument,
                "There is no optimizer \"\(name)\"; there are \(Self.names.joined(separator: ", ")).")
        }
    }

    private init(learningRate: Double, rule: Rule) {
        self.learningRate = learningRate
        self.rule = rule
    }

    /// `sgd`, `momentum`, `nesterov` or `adam`.
    public var name: String {
        switch rule {
        case .descent: "sgd"
        case .momentum(_, let nesterov): nesterov ? "nesterov" : "momentum"
        case .adam: "adam"
        }
    }

    /// - Throws: ``EngineError/Code/invalidArgument`` naming the number that makes no sense.
    func validate() throws {
        func check(_ ok: Bool, _ label: String, _ value: Double, _ expected: String) throws {
            guard ok else {
                throw EngineError(
                    .invalidArgument, "\(label) is \(value), expected \(expected).")
            }
        }
        // A rate that is positive but vanishes in float32 would train nothing.
        try check(
            learningRate.isFinite && Float(learningRate) > 0, "The learning rate", learningRate,
            "a positive number, such as 0.01")
        switch rule {
        case .descent: break
        case .momentum(let momentum, _):
            try check(
                momentum >= 0 && momentum < 1, "The momentum", momentum, "a number from 0 to below 1, such as 0.9")
        case .adam(let beta1, let beta2, let epsilon):
            try check(beta1 >= 0 && beta1 < 1, "Adam's beta1", beta1, "a number from 0 to below 1, such as 0.9")
            try check(beta2 >= 0 && beta2 < 1, "Adam's beta2", beta2, "a number from 0 to below 1, such as 0.999")
            try check(
                epsilon.isFinite && epsilon > 0, "Adam's epsilon", epsilon, "a small positive number, such as 1e-8")
        }
    }
}
