extension Optimizer {
    /// The same with a learning rate that changes: ``learningRate`` is where the schedule begins.
    ///
    /// - Parameter unit: whether the schedule counts steps or epochs.
    public func scheduled(
        _ schedule: LearningRateSchedule, per unit: LearningRateSchedule.Unit = .step
    ) -> Optimizer {
        var copy = self
        copy.schedule = schedule.counting(unit)
        return copy
    }

    /// The same with gradients that are cut down when too large: Keras's `clipvalue`, `clipnorm` and `global_clipnorm`.
    public func clipped(_ clipping: GradientClipping) -> Optimizer {
        var copy = self
        copy.clipping = clipping
        return copy
    }

    /// The same with decoupled weight decay: before each step, w ← w (1 − η λ).
    public func decaying(_ weightDecay: Double, _ scope: DecayScope = .all) -> Optimizer {
        var copy = self
        copy.weightDecay = weightDecay
        copy.decayScope = scope
        return copy
    }

    /// The same, ending with a moving average of the weights, a ← μ a + (1 − μ) w after each step, in place of the last weights
    /// (Polyak and Juditsky 1992; Keras's `use_ema`). Validation within the training is measured on the weights themselves.
    public func averaged(momentum: Double = 0.99) -> Optimizer {
        var copy = self
        copy.averageMomentum = momentum
        return copy
    }
}

/// What becomes of gradients that are too large.
public enum GradientClipping: Sendable, Hashable {
    /// Each number is kept in ±value.
    case value(Double)
    /// An array whose norm is above the limit is scaled down to it.
    case norm(Double)
    /// When the norm of all gradients together is above the limit, all are scaled down (Pascanu et al. 2013, algorithm 1).
    case globalNorm(Double)

    var limit: Double {
        switch self {
        case .value(let limit), .norm(let limit), .globalNorm(let limit): limit
        }
    }
}
