import CKernels

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

extension Optimizer.Rule {
    /// How many numbers it remembers for each parameter.
    var arrays: Int {
        switch self {
        case .descent: 0
        case .momentum, .adagrad, .lion: 1
        case .adaDelta, .nadam, .adamax: 2
        case .adam(_, _, _, let amsgrad): amsgrad ? 3 : 2
        case .rmsProp(_, _, _, let centered): centered ? 3 : 2
        }
    }

    /// The kernel's arguments; parameters, gradients and what changes from step to step are filled in later.
    func step(memory: UnsafeMutablePointer<Float>, stride: Int, count: Int) -> ck_optimizer_step {
        func make(
            _ rule: ck_rule, momentum: Double = 0, beta1: Double = 0, beta2: Double = 0, epsilon: Double = 0
        ) -> ck_optimizer_step {
            ck_optimizer_step(
                rule: rule, parameters: memory, gradients: UnsafePointer(memory), memory: memory, stride: stride,
                count: count,
                rate: 0, keep: 1, momentum: Float(momentum), beta1: Float(beta1), beta2: Float(beta2), root: 1,
                share: 0, epsilon: Float(epsilon))
        }
        switch self {
        case .descent: return make(ck_rule_descent)
        case .momentum(let momentum, let nesterov):
            return make(nesterov ? ck_rule_nesterov : ck_rule_momentum, momentum: momentum)
        case .adagrad(_, let epsilon): return make(ck_rule_adagrad, epsilon: epsilon)
        case .rmsProp(let rho, let momentum, let epsilon, let centered):
            let rule = centered ? ck_rule_rmsprop_centered : ck_rule_rmsprop
            return make(rule, momentum: momentum, beta2: rho, epsilon: epsilon)
        case .adaDelta(let rho, let epsilon): return make(ck_rule_adadelta, beta2: rho, epsilon: epsilon)
        case .adam(let beta1, let beta2, let epsilon, let amsgrad):
            return make(amsgrad ? ck_rule_amsgrad : ck_rule_adam, beta1: beta1, beta2: beta2, epsilon: epsilon)
        case .nadam(let beta1, let beta2, let epsilon, _):
            return make(ck_rule_nadam, beta1: beta1, beta2: beta2, epsilon: epsilon)
        case .adamax(let beta1, let beta2, let epsilon):
            return make(ck_rule_adamax, beta1: beta1, beta2: beta2, epsilon: epsilon)
        case .lion(let beta1, let beta2): return make(ck_rule_lion, beta1: beta1, beta2: beta2)
        }
    }
}

extension Optimizer {
    /// Whether a step needs nothing but its rate, always the same.
    var isPlain: Bool {
        guard schedule == nil, averageMomentum == nil, weightDecay == 0 else { return false }
        switch rule {
        case .descent, .momentum, .adagrad, .rmsProp, .adaDelta, .lion: return true
        case .adam, .nadam, .adamax: return false
        }
    }

    /// Nadam's momentum of a step, which rises from about half of β₁ to β₁.
    static func nadamMomentum(_ beta1: Double, step: Int, decay: Double) -> Double {
        beta1 * (1 - 0.5 * pow(0.96, Double(step) * decay))
    }
}
