/// Collects a plan's kernels while the operations of a graph emit themselves, and tells them where their arrays lie.
///
/// It runs twice over the same graph: once to learn which arrays there are and how long each is needed, and once, with a
/// ``WorkspaceLayout`` made of that, for good.
struct PlanEmitter {
    private(set) var batch: Int
    let isTraining: Bool
    /// Whether a kernel draws random numbers.
    private(set) var usesRandomness = false
    /// How long each array is needed, learned from the requests.
    private(set) var lifetimes: [ArrayKey: WorkspaceLayout.Lifetime] = [:]
    private(set) var scratchUsed = 0
    private(set) var steps: [any PlanKernel] = []
    /// The arrays that the forward pass itself renews.
    private(set) var states: Set<GraphParameter> = []

    private let memory: PlanMemory
    private let needsGradient: Set<Int>
    /// Counts the operations' forward and backward passes.
    private var time = 0
    private var aliases: [Int: Int] = [:]
    /// Whose gradient array a value uses, where not its own.
    private var sharedGradients: [Int: Int] = [:]
    private var claimedValues: Set<Int> = []
    private var claimedParameters: Set<Int> = []

    init(batch: Int, isTraining: Bool, memory: PlanMemory, needsGradient: Set<Int>) {
        self.batch = batch
        self.isTraining = isTraining
        self.memory = memory
        self.needsGradient = needsGradient
    }

    /// The numbers of a value for the whole batch, `[batch, …]`.
    mutating func data(of value: GraphValue) -> UnsafeMutablePointer<Float> {
        array(.data(canonical(value.id)), count: batch * value.width)
    }

    /// An array that lives from an operation's forward to its backward pass: asked for in both, by the operation's output and
    /// a number of the operation's own. As large as the output unless a count is given.
    mutating func auxiliary(
        of value: GraphValue, _ index: Int = 0, count: Int? = nil
    ) -> UnsafeMutablePointer<Float> {
        array(.auxiliary(value.id, index: index), count: count ?? batch * value.width)
    }

    /// The gradient that the value's users have written; nil where none is needed.
    mutating func gradient(of value: GraphValue) -> UnsafeMutablePointer<Float>? {
        guard needsGradient.contains(value.id) else { return nil }
        return array(.gradient(gradientOwner(of: value)), count: batch * value.width)
    }

    /// Where to write a contribution to a value's gradient, and whether it is the first (written) or a later one (added).
    mutating func claimGradient(of value: GraphValue) -> (pointer: UnsafeMutablePointer<Float>, isFirst: Bool)? {
        guard let pointer = gradient(of: value) else { return nil }
        return (pointer, claimedValues.insert(canonical(value.id)).inserted)
    }

    /// Makes a value's gradient that of another value of its size as well, without a copy; false where the other's gradient
    /// has been claimed before, so that the two have to be added. The first one's is not its own any more afterwards.
    mutating func shareGradient(of value: GraphValue, with other: GraphValue) -> Bool {
        guard needsGradient.contains(other.id) else { return true }
        guard claimedValues.insert(canonical(other.id)).inserted else { return false }
        sharedGradients[canonical(other.id)] = gradientOwner(of: value)
        return true
    }

    /// Whether anything has been written to a value's gradient so far: nothing is where its users need none of theirs.
    func hasGradient(of value: GraphValue) -> Bool { claimedValues.contains(canonical(value.id)) }

    /// As ``claimGradient(of:)`` of a value, for a parameter; nil where it is not learned, or the plan is for the gradients of
    /// inputs alone.
    mutating func claimGradient(
        of parameter: GraphParameter
    ) -> (pointer: UnsafeMutablePointer<Float>, isFirst: Bool)? {
        guard parameter.isTrainable, let gradients = memory.gradients else { return nil }
        return (gradients + parameter.offset, claimedParameters.insert(parameter.offset).inserted)
    }

    func parameter(_ parameter: GraphParameter) -> UnsafePointer<Float> { memory.parameters + parameter.offset }

    /// A parameter that the layer itself writes, such as a moving average; no optimizer knows of it.
    mutating func state(_ parameter: GraphParameter) -> UnsafeMutablePointer<Float> {
        states.insert(parameter)
        return UnsafeMutablePointer(mutating: memory.parameters + parameter.offset)
    }

    /// Memory that a kernel may use while it runs; all kernels share it.
    mutating func scratch(_ count: Int) -> UnsafeMutablePointer<Float> {
        scratchUsed = max(scratchUsed, count)
        return memory.base + memory.layout.count
    }

    /// Where a kernel that draws random numbers finds the key of the current step.
    mutating func stepKey() -> UnsafePointer<UInt64> {
        usesRandomness = true
        return memory.stepKey
    }

    /// Within `body`, the batch is so many times as large: the steps of its samples count as samples.
    mutating func repeatsBatch(_ count: Int, body: (inout PlanEmitter) -> Void) {
        batch *= count
        body(&self)
        batch /= count
    }

    mutating func alias(_ value: GraphValue, to other: GraphValue) { aliases[value.id] = canonical(other.id) }

    mutating func emit(_ kernel: some PlanKernel) { steps.append(kernel) }

    /// Between two operations: what was asked for before is not in use any more, unless it is asked for again.
    mutating func advance() { time += 1 }

    /// Keeps a value's numbers from before the first operation to behind the last: the world outside looks at them.
    mutating func keep(_ value: GraphValue) {
        let key = ArrayKey.data(canonical(value.id))
        _ = array(key, count: batch * value.width)
        lifetimes[key]?.first = 0
        lifetimes[key]?.last = .max
    }

    /// Hands over the kernels collected so far.
    mutating func takeSteps() -> [any PlanKernel] {
        defer { steps = [] }
        return steps
    }

    private mutating func array(_ key: ArrayKey, count: Int) -> UnsafeMutablePointer<Float> {
        var lifetime = lifetimes[key] ?? WorkspaceLayout.Lifetime(count: count, first: time, last: time)
        lifetime.count = max(lifetime.count, count)
        lifetime.last = max(lifetime.last, time)
        lifetimes[key] = lifetime
        return memory.base + (memory.layout.offsets[key] ?? 0)
    }

    private func canonical(_ id: Int) -> Int { aliases[id] ?? id }

    private func gradientOwner(of value: GraphValue) -> Int {
        sharedGradients[canonical(value.id)] ?? canonical(value.id)
    }
}
