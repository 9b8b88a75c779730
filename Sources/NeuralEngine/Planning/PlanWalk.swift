/// What one walk over a graph gives: kernels, and where the world outside finds its arrays.
struct PlanWalk {
    let inputs: [UnsafeMutablePointer<Float>]
    let targets: [UnsafeMutablePointer<Float>]
    let weights: [UnsafeMutablePointer<Float>?]
    let outputs: [UnsafePointer<Float>]
    let outputGradients: [OutputGradient?]
    let inputGradients: [UnsafePointer<Float>?]
    let checkpoints: [LayerCheckpoint]
    let forward: [any PlanKernel]
    let backward: [any PlanKernel]

    init(
        graph: Graph, heads: [LossHead], penalties: [WeightPenalty], hasBackward: Bool, memory: PlanMemory,
        emitter: inout PlanEmitter
    ) {
        // The data stay where they are put: a batch of all examples is copied once for all epochs.
        for input in graph.inputs { emitter.keep(input) }
        for head in heads {
            emitter.keep(head.target)
            if let weights = head.weights { emitter.keep(weights) }
        }
        emitter.advance()
        var checkpoints: [LayerCheckpoint] = []
        for (operation, layer) in zip(graph.operations, graph.layers) {
            operation.emitForward(into: &emitter)
            let values = UnsafePointer(emitter.data(of: operation.output))
            checkpoints.append(
                LayerCheckpoint(
                    layer: layer, stepCount: emitter.steps.count, values: values,
                    count: emitter.batch * operation.output.width))
            emitter.advance()
        }
        var place = 0
        for head in heads {
            head.emit(into: &emitter, results: memory.results + place)
            place += head.resultCount
            emitter.advance()
        }
        if !penalties.isEmpty { emitter.emit(ResetResult(result: memory.results + place)) }
        for penalty in penalties { penalty.emitForward(into: &emitter, result: memory.results + place) }
        let outputValues = heads.isEmpty ? graph.outputs : heads.map(\.output)
        for output in outputValues { emitter.keep(output) }
        outputs = outputValues.map { UnsafePointer(emitter.data(of: $0)) }
        inputs = graph.inputs.map { emitter.data(of: $0) }
        targets = heads.map { emitter.data(of: $0.target) }
        weights = heads.map { head in head.weights.map { emitter.data(of: $0) } }
        forward = emitter.takeSteps()
        var outputGradients: [OutputGradient?] = []
        if hasBackward {
            if heads.isEmpty {
                outputGradients = graph.outputs.map { output in
                    emitter.claimGradient(of: output).map { OutputGradient(values: $0.pointer, isFirst: $0.isFirst) }
                }
                emitter.advance()
            }
            for operation in graph.operations.reversed() {
                // A value whose users pass no gradient on, such as a second output without a loss, has none to hand back.
                if operation.outputs.contains(where: { emitter.hasGradient(of: $0) }) {
                    operation.emitBackward(into: &emitter)
                }
                emitter.advance()
            }
            for penalty in penalties { penalty.emitBackward(into: &emitter) }
        }
        backward = emitter.takeSteps()
        self.outputGradients = outputGradients
        // Asked for at the end, so that nothing else takes their memory.
        inputGradients = graph.inputs.map { input in
            emitter.hasGradient(of: input) ? emitter.gradient(of: input).map { UnsafePointer($0) } : nil
        }
        self.checkpoints = checkpoints
    }
}

/// Where an output's gradient is put from outside. The first to be put at a place is written, a later one (the same value may be
/// an output twice) added.
struct OutputGradient {
    let values: UnsafeMutablePointer<Float>
    let isFirst: Bool
}

/// Where a layer's output lies once so many kernels of the forward pass have run.
struct LayerCheckpoint {
    let layer: String
    let stepCount: Int
    let values: UnsafePointer<Float>
    let count: Int
}
