/// Lays out a plan's memory and collects its kernels while the operations of a graph emit themselves.
///
/// It runs twice over the same graph: once from a made-up base address to learn the size, and once for good.
struct PlanEmitter {
    let batch: Int
    let isTraining: Bool
    /// Whether a kernel draws random numbers.
    private(set) var usesRandomness = false
    private let key: UnsafePointer<UInt64>
    private let parameters: UnsafePointer<Float>
    private let gradients: UnsafeMutablePointer<Float>?
    private let base: UnsafeMutablePointer<Float>
    private let scratchBase: UnsafeMutablePointer<Float>
    private let needsGradient: Set<Int>

    private(set) var used = 0
    private(set) var scratchUsed = 0
    private(set) var steps: [any PlanKernel] = []
    private var values: [Int: UnsafeMutablePointer<Float>] = [:]
    private var auxiliaries: [Int: UnsafeMutablePointer<Float>] = [:]
    private var valueGradients: [Int: UnsafeMutablePointer<Float>] = [:]
    private var aliases: [Int: Int] = [:]
    private var claimedValues: Set<Int> = []
    private var claimedParameters: Set<Int> = []

    init(
        batch: Int, isTraining: Bool, memory: PlanMemory, needsGradient: Set<Int>
    ) {
        self.batch = batch
        self.isTraining = isTraining
        key = memory.stepKey
        parameters = memory.parameters
        gradients = memory.gradients
        base = memory.base
        scratchBase = memory.scratch
        self.needsGradient = needsGradient
    }

    /// The numbers of a value for the whole batch, `[batch, …]`.
    mutating func data(of value: GraphValue) -> UnsafeMutablePointer<Float> {
        let id = canonical(value.id)
        if let pointer = values[id] { return pointer }
        let pointer = reserve(batch * value.width)
        values[id] = pointer
        return pointer
    }

    /// A second array of a value's size that lives from its forward to its backward pass.
    mutating func auxiliary(of value: GraphValue) -> UnsafeMutablePointer<Float> {
        if let pointer = auxiliaries[value.id] { return pointer }
        let pointer = reserve(batch * value.width)
        auxiliaries[value.id] = pointer
        return pointer
    }

    /// The gradient that the value's users have written; nil where none is needed.
    mutating func gradient(of value: GraphValue) -> UnsafeMutablePointer<Float>? {
        guard needsGradient.contains(value.id) else { return nil }
        let id = canonical(value.id)
        if let pointer = valueGradients[id] { return pointer }
        let pointer = reserve(batch * value.width)
        valueGradients[id] = pointer
        return pointer
    }

    /// Where to write a contribution to a value's gradient, and whether it is the first (written) or a later one (added).
    mutating func claimGradient(of value: GraphValue) -> (pointer: UnsafeMutablePointer<Float>, isFirst: Bool)? {
        guard let pointer = gradient(of: value) else { return nil }
        return (pointer, claimedValues.insert(canonical(value.id)).inserted)
    }

    /// As ``claimGradient(of:)`` of a value, for a parameter; only in a plan for training.
    mutating func claimGradient(of parameter: GraphParameter) -> (pointer: UnsafeMutablePointer<Float>, isFirst: Bool) {
        ((gradients ?? base) + parameter.offset, claimedParameters.insert(parameter.offset).inserted)
    }

    func parameter(_ parameter: GraphParameter) -> UnsafePointer<Float> { parameters + parameter.offset }

    /// Memory that a kernel may use while it runs; all kernels share it.
    mutating func scratch(_ count: Int) -> UnsafeMutablePointer<Float> {
        scratchUsed = max(scratchUsed, count)
        return scratchBase
    }

    /// Where a kernel that draws random numbers finds the key of the current step.
    mutating func stepKey() -> UnsafePointer<UInt64> {
        usesRandomness = true
        return key
    }

    mutating func alias(_ value: GraphValue, to other: GraphValue) { aliases[value.id] = canonical(other.id) }

    mutating func emit(_ kernel: some PlanKernel) { steps.append(kernel) }

    /// Hands over the kernels collected so far.
    mutating func takeSteps() -> [any PlanKernel] {
        defer { steps = [] }
        return steps
    }

    /// An array that starts at a cache line.
    mutating func reserve(_ count: Int) -> UnsafeMutablePointer<Float> {
        defer { used += (count + 15) & ~15 }
        return base + used
    }

    private func canonical(_ id: Int) -> Int { aliases[id] ?? id }
}

/// The addresses that a plan's kernels point into.
struct PlanMemory {
    var base: UnsafeMutablePointer<Float>
    var scratch: UnsafeMutablePointer<Float>
    let parameters: UnsafePointer<Float>
    let gradients: UnsafeMutablePointer<Float>?
    let stepKey: UnsafePointer<UInt64>
    let results: UnsafeMutablePointer<Double>
}
