import CKernels

/// softmax(scale · Q Kᵀ) V for each head, with its parts side by side in one value or each in its own.
struct AttentionOperation: Operation {
    /// Where queries, keys and values come from.
    enum Source: Sendable {
        /// `[time, heads · (2 keyWidth + valueWidth)]`: all queries of a step, then its keys, then its values.
        case packed(GraphValue)
        /// `[queries, heads · keyWidth]`, `[keys, heads · keyWidth]`, `[keys, heads · valueWidth]`.
        case separate(query: GraphValue, key: GraphValue, value: GraphValue)
    }

    let source: Source
    /// `[keys]`: 0 for steps that nobody looks at.
    let mask: GraphValue?
    /// `[queries, heads · valueWidth]`
    let output: GraphValue
    let heads: Int
    let keyWidth: Int
    let valueWidth: Int
    let isCausal: Bool
    let scale: Float
    let dropout: Double
    let stream: UInt64
    /// `[heads, queries, keys]`, when somebody wants to see them.
    var weights: GraphValue?

    var inputs: [GraphValue] { sources + (mask.map { [$0] } ?? []) }
    var outputs: [GraphValue] { [output] + (weights.map { [$0] } ?? []) }
    var queries: Int { output.shape[0] }
    var keys: Int { sources[sources.count - 1].shape[0] }

    private var sources: [GraphValue] {
        switch source {
        case .packed(let value): [value]
        case .separate(let query, let key, let value): [query, key, value]
        }
    }

    func emitForward(into plan: inout PlanEmitter) {
        var task = task(&plan)
        task.weights = weights.map { plan.data(of: $0) }
        task.scratch = withUnsafePointer(to: task) { plan.scratch(ck_attention_scratch($0, 0)) }
        plan.emit(AttentionForward(task: task))
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.gradient(of: output) else { return }
        var task = task(&plan)
        task.gradient = UnsafePointer(gradient)
        switch source {
        case .packed(let value):
            guard let target = plan.claimGradient(of: value) else { return }
            let accumulates: Int32 = target.isFirst ? 0 : 1
            (task.query_gradient, task.query_accumulate) = (target.pointer, accumulates)
            (task.key_gradient, task.key_accumulate) = (target.pointer + heads * keyWidth, accumulates)
            (task.value_gradient, task.value_accumulate) = (target.pointer + 2 * heads * keyWidth, accumulates)
        case .separate(let query, let key, let value):
            func claim(_ value: GraphValue) -> (UnsafeMutablePointer<Float>?, Int32) {
                plan.claimGradient(of: value).map { ($0.pointer, $0.isFirst ? 0 : 1) } ?? (nil, 0)
            }
            (task.query_gradient, task.query_accumulate) = claim(query)
            (task.key_gradient, task.key_accumulate) = claim(key)
            (task.value_gradient, task.value_accumulate) = claim(value)
        }
        task.scratch = withUnsafePointer(to: task) { plan.scratch(ck_attention_scratch($0, 1)) }
        plan.emit(AttentionBackward(task: task))
    }

    /// What both passes need.
    private func task(_ plan: inout PlanEmitter) -> ck_attention {
        var task = ck_attention()
        (task.batch, task.heads, task.queries, task.keys) = (plan.batch, heads, queries, keys)
        (task.key_width, task.value_width, task.scale) = (keyWidth, valueWidth, scale)
        task.causal = isCausal ? 1 : 0
        if dropout > 0 {
            task.drop_threshold = UInt32(dropout * 4_294_967_296)
            task.drop_factor = Float(1 / (1 - dropout))
            task.step_key = plan.stepKey()
            task.stream = stream
        }
        switch source {
        case .packed(let value):
            let base = UnsafePointer(plan.data(of: value))
            let width = heads * (2 * keyWidth + valueWidth)
            (task.query_stride, task.key_stride, task.value_stride) = (width, width, width)
            (task.query, task.key) = (base, base + heads * keyWidth)
            task.value = base + 2 * heads * keyWidth
        case .separate(let query, let key, let value):
            (task.query_stride, task.key_stride) = (heads * keyWidth, heads * keyWidth)
            task.value_stride = heads * valueWidth
            task.query = UnsafePointer(plan.data(of: query))
            task.key = UnsafePointer(plan.data(of: key))
            task.value = UnsafePointer(plan.data(of: value))
        }
        task.mask = mask.map { UnsafePointer(plan.data(of: $0)) }
        task.output = plan.data(of: output)
        task.statistics = plan.auxiliary(of: output, 0, count: 2 * plan.batch * heads * queries)
        return task
    }
}
