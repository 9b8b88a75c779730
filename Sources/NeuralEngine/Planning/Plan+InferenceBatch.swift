extension Plan {
    /// The most samples that are worked on at a time where a batch may be cut: enough for full speed.
    private static let mostSamples = 1024
    /// How large a workspace may become then, in floats (16 MB): few enough to stay near the processor, and a network with wide
    /// values takes no more than a narrow one. Where a single sample needs more, one is worked on at a time.
    private static let mostFloats = 1 << 22

    /// How many samples to work on at a time without a backward pass, by the size of the workspace that a sample needs.
    static func inferenceBatch(
        graph: Graph, heads: [LossHead] = [], penalties: [WeightPenalty] = [], parameters: UnsafePointer<Float>
    ) -> Int {
        var key: UInt64 = 0
        // Nothing is written to it: one number stands for all.
        var result = 0.0
        return withUnsafePointer(to: &key) { key in
            withUnsafeMutablePointer(to: &result) { result in
                let memory = PlanMemory.measuring(
                    parameters: parameters, gradients: nil, stepKey: key, results: result)
                func floats(batch: Int) -> Int {
                    var emitter = PlanEmitter(batch: batch, isTraining: false, memory: memory, needsGradient: [])
                    _ = PlanWalk(
                        graph: graph, heads: heads, penalties: penalties, hasBackward: false, memory: memory,
                        emitter: &emitter)
                    return WorkspaceLayout(emitter.lifetimes).count + emitter.scratchUsed
                }
                // What does not grow with the batch cancels out; 16 samples, because arrays begin at multiples of 16.
                let sample = max(1, (floats(batch: 32) - floats(batch: 16)) / 16)
                return min(mostSamples, max(1, mostFloats / sample))
            }
        }
    }
}
