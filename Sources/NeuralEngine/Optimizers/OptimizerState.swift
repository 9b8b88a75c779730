import CKernels

/// What an optimizer remembers from step to step, and its one pass over all parameters.
final class OptimizerState {
    private let optimizer: Optimizer
    private let count: Int
    /// One array for momentum, two for Adam, one behind the other.
    private let memory: UnsafeMutablePointer<Float>
    /// β₁ᵗ and β₂ᵗ.
    private var powers = (1.0, 1.0)

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
        let rate = optimizer.learningRate
        switch optimizer.rule {
        case .descent:
            ck_sgd(parameters, gradients, Float(rate), count)
        case .momentum(let momentum, let nesterov):
            ck_momentum(parameters, memory, gradients, Float(rate), Float(momentum), nesterov ? 1 : 0, count)
        case .adam(let beta1, let beta2, let epsilon):
            powers = (powers.0 * beta1, powers.1 * beta2)
            let corrected = rate / (1 - powers.0)
            let root = (1 / (1 - powers.1)).squareRoot()
            ck_adam(
                parameters, memory, memory + count, gradients, Float(corrected), Float(beta1), Float(beta2),
                Float(root), Float(epsilon), count)
        }
    }
}
