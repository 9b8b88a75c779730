import CKernels

/// A network's graph made ready to run for one batch size: one workspace, and flat lists of kernels with their addresses filled in.
///
/// Running it allocates nothing, counts no references and asks no type. One thread at a time may run it.
final class Plan {
    let batch: Int
    /// `[batch, features]`, to be filled before `forward`.
    let input: UnsafeMutablePointer<Float>
    /// `[batch, outputs]`, to be filled before `forward`; only in plans with a loss.
    let target: UnsafeMutablePointer<Float>?
    /// `[batch, outputs]`, there after `forward`.
    let output: UnsafePointer<Float>
    /// The sum of the loss's terms, then those of the metrics; there after `forward`.
    let results: UnsafeMutablePointer<Double>
    /// Drawn anew by the training before each step; dropout reads it.
    let stepKey: UnsafeMutablePointer<UInt64>
    /// Whether the step key matters.
    let usesRandomness: Bool
    /// Where each layer's output lies, to find the first that is not finite.
    let layerOutputs: [(layer: String, values: UnsafePointer<Float>, count: Int)]
    /// Floats in the workspace.
    let workspaceCount: Int

    private let workspace: UnsafeMutablePointer<Float>
    private let arguments: UnsafeMutableRawPointer
    private let steps: UnsafeMutableBufferPointer<PlanStep>
    private let forwardCount: Int
    private static let resultCapacity = 16

    /// - Parameters:
    ///   - gradients: where parameter gradients go, laid out as the parameters; nil for a plan without a backward pass.
    /// - Throws: ``EngineError/Code/outOfMemory`` before anything is computed.
    init(
        graph: Graph, head: LossHead?, batch: Int, isTraining: Bool, parameters: UnsafePointer<Float>,
        gradients: UnsafeMutablePointer<Float>?
    ) throws {
        let stepKey = UnsafeMutablePointer<UInt64>.allocate(capacity: 1)
        let results = UnsafeMutablePointer<Double>.allocate(capacity: Self.resultCapacity)
        stepKey.initialize(to: 0)
        results.initialize(repeating: 0, count: Self.resultCapacity)

        let needed = gradients == nil ? [] : graph.valuesNeedingGradient
        func layout(base: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>) -> (PlanEmitter, Layout) {
            let memory = PlanMemory(
                base: base, scratch: scratch, parameters: parameters, gradients: gradients,
                stepKey: UnsafePointer(stepKey), results: results)
            var emitter = PlanEmitter(batch: batch, isTraining: isTraining, memory: memory, needsGradient: needed)
            let layout = Layout(
                graph: graph, head: head, hasBackward: gradients != nil, memory: memory, emitter: &emitter)
            return (emitter, layout)
        }
        // Any address serves for measuring: nothing is read or written there.
        let nowhere = UnsafeMutablePointer(mutating: parameters)
        let (measured, _) = layout(base: nowhere, scratch: nowhere)
        workspaceCount = measured.used + measured.scratchUsed
        do {
            workspace = try allocateFloats(workspaceCount, purpose: "A batch of \(batch)")
        } catch {
            stepKey.deallocate()
            results.deallocate()
            throw error
        }
        let (emitter, final) = layout(base: workspace, scratch: workspace + measured.used)

        self.batch = batch
        usesRandomness = emitter.usesRandomness
        self.stepKey = stepKey
        self.results = results
        input = final.input
        target = final.target
        output = final.output
        layerOutputs = final.layerOutputs
        forwardCount = final.forward.count
        (steps, arguments) = Self.pack(final.forward + final.backward)
    }

    deinit {
        ck_free(workspace)
        arguments.deallocate()
        steps.deallocate()
        stepKey.deallocate()
        results.deallocate()
    }

    /// Computes output, loss and metrics from input and target.
    func forward() {
        for step in steps[..<forwardCount] { step.entry(step.arguments) }
    }

    /// Computes the gradients of all parameters, after `forward`.
    func backward() {
        for step in steps[forwardCount...] { step.entry(step.arguments) }
    }

    /// Copies the kernels' arguments, one behind the other, into memory that stays.
    private static func pack(_ kernels: [any PlanKernel]) -> (
        UnsafeMutableBufferPointer<PlanStep>, UnsafeMutableRawPointer
    ) {
        func size<Kernel: PlanKernel>(_ kernel: Kernel) -> Int { (MemoryLayout<Kernel>.size + 15) & ~15 }
        func place<Kernel: PlanKernel>(_ kernel: Kernel, at address: UnsafeMutableRawPointer) -> PlanStep {
            address.storeBytes(of: kernel, as: Kernel.self)
            return PlanStep(entry: Kernel.entry, arguments: UnsafeRawPointer(address))
        }
        let total = kernels.reduce(0) { $0 + size($1) }
        let arguments = UnsafeMutableRawPointer.allocate(byteCount: max(total, 16), alignment: 64)
        let steps = UnsafeMutableBufferPointer<PlanStep>.allocate(capacity: kernels.count)
        var offset = 0
        for (index, kernel) in kernels.enumerated() {
            steps.initializeElement(at: index, to: place(kernel, at: arguments + offset))
            offset += size(kernel)
        }
        return (steps, arguments)
    }

    /// What one walk over the graph gives.
    private struct Layout {
        let input: UnsafeMutablePointer<Float>
        let target: UnsafeMutablePointer<Float>?
        let output: UnsafePointer<Float>
        let layerOutputs: [(layer: String, values: UnsafePointer<Float>, count: Int)]
        let forward: [any PlanKernel]
        let backward: [any PlanKernel]

        init(graph: Graph, head: LossHead?, hasBackward: Bool, memory: PlanMemory, emitter: inout PlanEmitter) {
            input = emitter.data(of: graph.input)
            target = head.map { emitter.data(of: $0.target) }
            var outputs: [(layer: String, values: UnsafePointer<Float>, count: Int)] = []
            for (operation, layer) in zip(graph.operations, graph.layers) {
                operation.emitForward(into: &emitter)
                let values = UnsafePointer(emitter.data(of: operation.output))
                outputs.append((layer, values, emitter.batch * operation.output.width))
            }
            head?.emit(into: &emitter, results: memory.results)
            output = UnsafePointer(emitter.data(of: head?.output ?? graph.output))
            forward = emitter.takeSteps()
            if hasBackward { for operation in graph.operations.reversed() { operation.emitBackward(into: &emitter) } }
            backward = emitter.takeSteps()
            layerOutputs = outputs
        }
    }
}
