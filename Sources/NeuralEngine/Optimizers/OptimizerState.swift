import CKernels

/// What an optimizer remembers from step to step, and its one pass over all parameters.
final class OptimizerState {
    private let optimizer: Optimizer
    private let count: Int
    /// One array for momentum, two for Adam, one behind the other.
    private let memory: UnsafeMutablePointer<Float>
    /// β₁ᵗ and β₂ᵗ.
    private var powers = (1.0, 1.0)
    /// The step at work, for the threads that share it.
    private var current: Step?

    /// What all parts of a step have in common.
    private struct Step {
        let parameters: UnsafeMutablePointer<Float>
        let gradients: UnsafePointer<Float>
        /// The learning rate, with Adam's correction of m in it.
        let rate: Float
        /// Adam's correction of √v.
        let root: Float
    }

    /// Parameters of a part: about 10 microseconds of Adam.
    private static let partLength = 16 << 10

    init(_ optimizer: Optimizer, count: Int) throws {
        self.optimizer = optimizer
        self.count = count
        let arrays =
            switch optimizer.rule {
            case .descent: 0
            case .momentum: 1
            case .adam: 2
            }
        memory = try allocateFloats(arrays * count, purpose: "The optimizer's state")
    }

    deinit { ck_free(memory) }

    func step(_ parameters: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>) {
        var rate = optimizer.learningRate
        var root = 1.0
        if case .adam(let beta1, let beta2, _) = optimizer.rule {
            powers = (powers.0 * beta1, powers.1 * beta2)
            rate /= 1 - powers.0
            root = (1 / (1 - powers.1)).squareRoot()
        }
        let step = Step(parameters: parameters, gradients: gradients, rate: Float(rate), root: Float(root))
        guard count >= 4 * Self.partLength else { return update(step, 0, count) }
        current = step
        ck_parallel(
            { context, part in
                guard let context else { return }
                let state = Unmanaged<OptimizerState>.fromOpaque(context).takeUnretainedValue()
                guard let step = state.current else { return }
                let first = part * OptimizerState.partLength
                state.update(step, first, min(OptimizerState.partLength, state.count - first))
            }, Unmanaged.passUnretained(self).toOpaque(), (count + Self.partLength - 1) / Self.partLength)
    }

    /// A step of the parameters from `first` on.
    private func update(_ step: Step, _ first: Int, _ length: Int) {
        let weights = step.parameters + first
        let gradients = step.gradients + first
        switch optimizer.rule {
        case .descent:
            ck_sgd(weights, gradients, step.rate, length)
        case .momentum(let momentum, let nesterov):
            ck_momentum(weights, memory + first, gradients, step.rate, Float(momentum), nesterov ? 1 : 0, length)
        case .adam(let beta1, let beta2, let epsilon):
            ck_adam(
                weights, memory + first, memory + count + first, gradients, step.rate, Float(beta1), Float(beta2),
                step.root, Float(epsilon), length)
        }
    }
}
