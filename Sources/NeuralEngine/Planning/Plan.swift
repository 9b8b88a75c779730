import CKernels

/// A network's graph made ready to run for one batch size: one workspace, and a flat list of kernels with their addresses
/// filled in.
///
/// Running it allocates nothing, counts no references and asks no type. One thread at a time may run it.
final class Plan {
    let batch: Int
    /// `[batch, …]` for each input, to be filled before `forward`.
    let inputs: [UnsafeMutablePointer<Float>]
    /// `[batch, …]` for each loss, to be filled before `forward`.
    let targets: [UnsafeMutablePointer<Float>]
    /// What examples or rows count for in each loss, to be filled before `forward`; nil where all count 1.
    let weights: [UnsafeMutablePointer<Float>?]
    /// `[batch, …]` for each output, there after `forward`.
    let outputs: [UnsafePointer<Float>]
    /// In a plan without losses, where each output's gradient is to be put before `backward`; see ``OutputGradient``.
    let outputGradients: [OutputGradient?]
    /// `[batch, …]` for each input, there after `backward`; nil where it was not wanted, or nothing leads back to the input.
    let inputGradients: [UnsafePointer<Float>?]
    /// For each loss the sum of its terms, then those of its metrics; there after `forward`.
    let results: UnsafeMutablePointer<Double>
    /// Drawn anew by the training before each step; dropout reads it.
    let stepKey: UnsafeMutablePointer<UInt64>
    /// Whether the step key matters.
    let usesRandomness: Bool
    /// Floats in the workspace.
    let workspaceCount: Int
    /// The parameters that its forward pass itself renews: batch normalisation's moving averages.
    let states: [GraphParameter]

    private let workspace: UnsafeMutablePointer<Float>
    private let steps: PlanSteps
    private let forwardCount: Int
    private let checkpoints: [LayerCheckpoint]
    /// Whether one step takes so long that an interrupt has to be looked for within it.
    private let isLong: Bool

    /// - Parameters:
    ///   - gradients: where parameter gradients go, laid out as the parameters; nil where none are wanted. Without these and
    ///     `wantedInputs` the plan has no backward pass.
    ///   - wantedInputs: the places of the inputs whose gradients are wanted.
    ///   - beside: floats that were promised for the same work, see ``allocateFloats(_:purpose:beside:)``.
    /// - Throws: ``EngineError/Code/outOfMemory`` before anything is computed.
    init(
        graph: Graph, heads: [LossHead], penalties: [WeightPenalty] = [], batch: Int, isTraining: Bool,
        parameters: UnsafePointer<Float>, gradients: UnsafeMutablePointer<Float>?, wantedInputs: Set<Int> = [],
        beside: Int = 0
    ) throws {
        let stepKey = UnsafeMutablePointer<UInt64>.allocate(capacity: 1)
        let resultCount = heads.reduce(1) { $0 + $1.resultCount }
        let results = UnsafeMutablePointer<Double>.allocate(capacity: resultCount)
        stepKey.initialize(to: 0)
        results.initialize(repeating: 0, count: resultCount)
        let needed = graph.valuesNeedingGradient(ofInputs: wantedInputs, andParameters: gradients != nil)
        let hasBackward = gradients != nil || !wantedInputs.isEmpty

        func walk(_ memory: PlanMemory) -> (PlanEmitter, PlanWalk) {
            var emitter = PlanEmitter(batch: batch, isTraining: isTraining, memory: memory, needsGradient: needed)
            let walk = PlanWalk(
                graph: graph, heads: heads, penalties: penalties, hasBackward: hasBackward, memory: memory,
                emitter: &emitter)
            return (emitter, walk)
        }
        var memory = PlanMemory.measuring(
            parameters: parameters, gradients: gradients, stepKey: UnsafePointer(stepKey), results: results)
        let (measured, _) = walk(memory)
        memory.layout = WorkspaceLayout(measured.lifetimes)
        workspaceCount = memory.layout.count + measured.scratchUsed
        do {
            workspace = try allocateFloats(workspaceCount, purpose: "A batch of \(batch)", beside: beside)
        } catch {
            stepKey.deallocate()
            results.deallocate()
            throw error
        }
        memory.base = workspace
        let (emitter, final) = walk(memory)

        self.batch = batch
        usesRandomness = emitter.usesRandomness
        states = emitter.states.sorted { $0.offset < $1.offset }
        self.stepKey = stepKey
        self.results = results
        inputs = final.inputs
        targets = final.targets
        weights = final.weights
        outputs = final.outputs
        outputGradients = final.outputGradients
        inputGradients = final.inputGradients
        checkpoints = final.checkpoints
        forwardCount = final.forward.count
        steps = PlanSteps(final.forward + final.backward)
        isLong = workspaceCount > 1 << 20
    }

    deinit {
        ck_free(workspace)
        stepKey.deallocate()
        results.deallocate()
    }

    /// Computes outputs, losses and metrics from inputs and targets; false when interrupted within.
    func forward() -> Bool {
        if isLong { return steps.runUnlessInterrupted(0..<forwardCount) }
        steps.run(0..<forwardCount)
        return true
    }

    /// Computes the gradients of all parameters, after `forward`; false when interrupted within.
    func backward() -> Bool {
        if isLong { return steps.runUnlessInterrupted(forwardCount..<steps.count) }
        steps.run(forwardCount..<steps.count)
        return true
    }

    /// The first layer with a number that is not finite in its output, for the inputs of the last `forward`.
    ///
    /// It computes the forward pass again, layer by layer, because arrays share memory: afterwards, most are overwritten.
    func firstLayerNotFinite() -> String? {
        var done = 0
        for checkpoint in checkpoints {
            steps.run(done..<checkpoint.stepCount)
            done = checkpoint.stepCount
            if (0..<checkpoint.count).contains(where: { !checkpoint.values[$0].isFinite }) { return checkpoint.layer }
        }
        return nil
    }
}
