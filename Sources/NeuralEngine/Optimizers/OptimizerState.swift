import CKernels

/// What an optimizer remembers from step to step, and its pass over all parameters.
final class OptimizerState {
    /// The rate that a callback has set; it replaces the optimizer's own.
    var learningRate: Double {
        didSet { setRate() }
    }
    /// Steps done.
    private(set) var steps = 0
    /// The rate of the last step.
    var lastRate: Double { isPlain ? learningRate : scheduledRate }
    /// Epochs done, for schedules that count them.
    var epochs = 0

    private let optimizer: Optimizer
    /// Whether every step has the same numbers, so that a tiny network's step need not compute them.
    private let isPlain: Bool
    private var scheduledRate = 0.0
    private let count: Int
    /// The rule's arrays, one behind the other, and the moving average of the weights behind them.
    private let memory: UnsafeMutablePointer<Float>
    private let arrays: Int
    /// Stretches of parameters that decay, or do not: one, mostly.
    private let ranges: UnsafeMutableBufferPointer<ck_optimizer_step>
    private let stretches: [Stretch]
    private let parts: [Part]
    /// β₁ᵗ, β₂ᵗ, and Nadam's product of momenta.
    private var powers = (1.0, 1.0, 1.0)

    /// One array among the parameters.
    struct Part {
        let offset: Int
        let count: Int
        /// Whether it has two axes or more.
        let isMatrix: Bool
    }

    private struct Stretch {
        let first: Int
        var end: Int
        let decays: Bool
    }

    /// - Throws: ``EngineError/Code/outOfMemory``.
    convenience init(_ optimizer: Optimizer, store: ParameterStore, beside: Int = 0) throws {
        let parts = store.slots.filter(\.specification.isTrainable).map {
            Part(offset: $0.offset, count: $0.count, isMatrix: $0.specification.shape.count >= 2)
        }
        try self.init(optimizer, parts: parts, count: store.trainableCount, beside: beside)
    }

    /// - Parameter count: numbers in the flat array that the parts lie in.
    init(_ optimizer: Optimizer, parts: [Part], count: Int, beside: Int = 0) throws {
        self.optimizer = optimizer
        self.parts = parts
        self.count = count
        learningRate = optimizer.learningRate
        arrays = optimizer.rule.arrays
        stretches = Self.stretches(optimizer, parts: parts, count: count)
        memory = try allocateFloats(
            (arrays + (optimizer.averageMomentum == nil ? 0 : 1)) * count, purpose: "The optimizer's state",
            beside: beside)
        if case .adagrad(let initial, _) = optimizer.rule { memory.update(repeating: Float(initial), count: count) }
        isPlain = optimizer.isPlain
        ranges = .allocate(capacity: stretches.count)
        for (index, stretch) in stretches.enumerated() {
            ranges.initializeElement(
                at: index,
                to: optimizer.rule.step(
                    memory: memory + stretch.first, stride: count, count: stretch.end - stretch.first))
        }
        setRate()
    }

    deinit {
        ck_free(memory)
        ranges.deallocate()
    }

    /// One step; false when a weight is not finite afterwards.
    @discardableResult
    func step(_ parameters: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>) -> Bool {
        steps += 1
        if isPlain, let range = ranges.baseAddress {
            range.pointee.parameters = parameters
            range.pointee.gradients = gradients
            return ck_optimize(range) != 0
        }
        let rate = nextRate(after: steps - 1)
        scheduledRate = rate
        let numbers = numbers(rate)
        var isFinite: Int32 = 1
        for index in ranges.indices {
            let range = ranges.baseAddress.unsafelyUnwrapped + index
            range.pointee.parameters = parameters + stretches[index].first
            range.pointee.gradients = gradients + stretches[index].first
            range.pointee.rate = numbers.rate
            range.pointee.root = numbers.root
            range.pointee.share = numbers.share
            if stretches[index].decays { range.pointee.keep = Float(1 - rate * optimizer.weightDecay) }
            isFinite &= ck_optimize(range)
        }
        if let momentum = optimizer.averageMomentum {
            // The average begins with the first step's weights.
            ck_blend(memory + arrays * count, parameters, steps == 1 ? 1 : Float(1 - momentum), count)
        }
        return isFinite != 0
    }

    /// At the end of a training: the moving average of the weights, if there is one, becomes the weights.
    func finish(_ parameters: UnsafeMutablePointer<Float>) {
        guard optimizer.averageMomentum != nil, steps > 0 else { return }
        parameters.update(from: memory + arrays * count, count: count)
    }

    /// η of the next step.
    var currentRate: Double { nextRate(after: steps) }

    private func nextRate(after steps: Int) -> Double {
        guard let schedule = optimizer.schedule else { return learningRate }
        return schedule.rate(after: schedule.unit == .step ? steps : epochs, initial: learningRate)
    }

    private func setRate() { for index in ranges.indices { ranges[index].rate = Float(learningRate) } }

    /// All that it remembers, for checkpoints: numbers that are none of its arrays, and the arrays.
    var snapshot: (numbers: [Double], arrays: [Float]) {
        (
            [learningRate, Double(steps), Double(epochs), powers.0, powers.1, powers.2],
            Array(UnsafeBufferPointer(start: memory, count: memoryCount))
        )
    }

    /// Floats that it holds.
    var memoryCount: Int { (arrays + (optimizer.averageMomentum == nil ? 0 : 1)) * count }

    /// Goes back to what ``snapshot`` gave; false when it is of another optimizer or network.
    func restore(_ numbers: [Double], _ arrays: [Float]) -> Bool {
        guard numbers.count == 6, arrays.count == memoryCount, let steps = Int(exactly: numbers[1]),
            let epochs = Int(exactly: numbers[2]), steps >= 0, epochs >= 0
        else { return false }
        learningRate = numbers[0]
        self.steps = steps
        self.epochs = epochs
        powers = (numbers[3], numbers[4], numbers[5])
        arrays.withUnsafeBufferPointer {
            if let base = $0.baseAddress { memory.update(from: base, count: arrays.count) }
        }
        return true
    }

    private func numbers(_ rate: Double) -> (rate: Float, root: Float, share: Float) {
        switch optimizer.rule {
        case .descent, .momentum, .adagrad, .rmsProp, .adaDelta, .lion: return (Float(rate), 1, 0)
        case .adam(let beta1, let beta2, _, _):
            powers = (powers.0 * beta1, powers.1 * beta2, 1)
            return (Float(rate / (1 - powers.0)), Float((1 / (1 - powers.1)).squareRoot()), 0)
        case .adamax(let beta1, _, _):
            powers.0 *= beta1
            return (Float(rate / (1 - powers.0)), 1, 0)
        case .nadam(let beta1, let beta2, _, let decay):
            let now = Optimizer.nadamMomentum(beta1, step: steps, decay: decay)
            let next = Optimizer.nadamMomentum(beta1, step: steps + 1, decay: decay)
            powers = (1, powers.1 * beta2, powers.2 * now)
            return (
                Float(rate * next / (1 - powers.2 * next)), Float((1 / (1 - powers.1)).squareRoot()),
                Float(rate * (1 - now) / (1 - powers.2))
            )
        }
    }

    /// Cuts gradients down that are too large, where the optimizer says so.
    func clip(_ gradients: UnsafeMutablePointer<Float>) {
        switch optimizer.clipping {
        case nil: break
        case .value(let limit): ck_clamp(gradients, gradients, Float(-limit), Float(limit), count)
        case .norm(let limit): for part in parts { scale(gradients + part.offset, part.count, to: limit) }
        case .globalNorm(let limit): scale(gradients, count, to: limit)
        }
    }

    private func scale(_ values: UnsafeMutablePointer<Float>, _ count: Int, to limit: Double) {
        let norm = ck_square_sum(values, count).squareRoot()
        if norm > limit { ck_scale(values, values, Float(limit / norm), count) }
    }

    /// Parameters in order, cut where decay begins or ends.
    private static func stretches(
        _ optimizer: Optimizer, parts: [Part], count: Int
    ) -> [Stretch] {
        guard optimizer.weightDecay != 0 else { return [Stretch(first: 0, end: count, decays: false)] }
        guard optimizer.decayScope == .matrices else { return [Stretch(first: 0, end: count, decays: true)] }
        var result: [Stretch] = []
        for part in parts.sorted(by: { $0.offset < $1.offset }) {
            if let last = result.last, last.decays == part.isMatrix {
                result[result.count - 1].end = part.offset + part.count
            } else {
                result.append(Stretch(first: part.offset, end: part.offset + part.count, decays: part.isMatrix))
            }
        }
        return result
    }
}
