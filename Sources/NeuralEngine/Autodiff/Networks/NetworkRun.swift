import CKernels

/// One run of a network that a tape records: its plan keeps the numbers of the way there for the way back.
///
/// `@unchecked Sendable`: after it is made, only the backward passes of the tapes that record it touch it, one behind the other.
final class NetworkRun: @unchecked Sendable {
    let model: String
    private let pool: PlanPool
    private var network: PlannedNetwork?
    /// Whether a way back has used up what the way there left.
    private var isSpent = false

    /// Runs a network forward.
    ///
    /// - Throws: ``EngineError/Code/interrupted``, ``EngineError/Code/outOfMemory``.
    init(_ model: Model, _ kind: PlanKind, inputs: [Tensor], seed: UInt64?) throws {
        self.model = model.name
        pool = model.plans
        let network = try model.planned(kind)
        self.network = network
        network.load(inputs)
        if network.plan.usesRandomness {
            var draws = seed.map(SeededGenerator.init(seed:))
            network.plan.stepKey.pointee = draws?.next() ?? pool.nextKey()
        }
        try network.forward()
    }

    deinit { finish() }

    /// Lets go of the plan: no way back will be asked for any more.
    func finish() {
        if let network { pool.put(network) }
        network = nil
    }

    /// The outputs one behind the other, the whole batch of each.
    func outputs(shapes: [[Int]]) -> [Float] {
        guard let network else { return [] }
        var numbers: [Float] = []
        for (values, shape) in zip(network.plan.outputs, shapes) {
            numbers.append(contentsOf: UnsafeBufferPointer(start: values, count: shape.reduce(1, *)))
        }
        return numbers
    }

    /// The gradients of inputs and parameters, those that are wanted, from those of the outputs, which lie one behind the other.
    ///
    /// - Throws: ``EngineError/Code/notDifferentiable`` when no gradient passes the network, ``EngineError/Code/interrupted``.
    func gradients(_ upstream: Tensor, outputs shapes: [[Int]], inputs: [[Int]]) throws -> [Tensor?] {
        guard let network else { return [] }
        if let obstacle = network.obstacle { throw obstacle }
        if isSpent { try repeatForward(network) }
        isSpent = true
        put(upstream, network.plan, shapes)
        guard network.plan.backward() else { throw EngineError(.interrupted, "Interrupted.") }
        let ofInputs = inputs.enumerated().map { index, shape -> Tensor? in
            guard network.kind.wantedInputs.contains(index) else { return nil }
            return network.plan.inputGradients[index].map { Tensor(shape: shape, copying: $0) }
        }
        let ofParameters = network.store.pieces.map { piece -> Tensor? in
            guard piece.isTrainable, let values = network.gradients?.values else { return nil }
            return Tensor(shape: piece.shape, copying: values + piece.offset)
        }
        return ofInputs + ofParameters
    }

    private func put(_ upstream: Tensor, _ plan: Plan, _ shapes: [[Int]]) {
        upstream.scalars.withUnsafeBufferPointer { source in
            guard var place = source.baseAddress else { return }
            for (target, shape) in zip(plan.outputGradients, shapes) {
                let count = shape.reduce(1, *)
                if let target, target.isFirst {
                    target.values.update(from: place, count: count)
                } else if let target {
                    ck_add(target.values, target.values, place, count)
                }
                place += count
            }
        }
    }

    /// A second way back, of an outer tape, finds the arrays of the way there overwritten.
    private func repeatForward(_ network: PlannedNetwork) throws {
        let store = network.store
        let states = UnsafeMutableBufferPointer(
            start: store.values + store.trainableCount, count: store.count - store.trainableCount)
        let before = Array(states)
        try network.forward()
        // Moving averages have seen this batch already.
        _ = states.update(fromContentsOf: before)
    }
}

extension Tensor {
    fileprivate init(shape: [Int], copying values: UnsafePointer<Float>) {
        self.init(uncheckedShape: shape) { target in
            target.baseAddress?.update(from: values, count: target.count)
        }
    }
}
