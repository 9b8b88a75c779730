import Locks

/// A network's graphs and idle plans, kept for the next call of the same kind: to plan a small network takes longer than to run it.
///
/// A plan that somebody uses is not in the pool: several uses of a network in one function, or on several threads, have one
/// each. The lock is held to take one out or to put one back, never while other code runs.
final class PlanPool: Sendable {
    /// How many idle plans are kept, and how many floats they may hold together (128 MB). The one used last is kept in any case.
    private static let mostPlans = 8
    private static let mostFloats = 1 << 25

    private struct State: Sendable {
        var graphs: [Bool: Graph] = [:]
        var inferenceBatch: Int?
        /// The one used last is the last.
        var idle: [PlannedNetwork] = []
        var keys: SeededGenerator
    }

    private let state: Mutex<State>

    /// - Parameter seed: draws what dropout drops where a call gives no seed of its own.
    init(seed: UInt64) { state = Mutex(State(keys: SeededGenerator(seed: seed))) }

    /// The network's graph for training or not, made by the first who asks.
    func graph(isTraining: Bool, make: () throws -> Graph) rethrows -> Graph {
        if let graph = state.withLock({ $0.graphs[isTraining] }) { return graph }
        let graph = try make()
        state.withLock { $0.graphs[isTraining] = graph }
        return graph
    }

    /// How many samples the network answers at a time, found by the first who asks.
    func inferenceBatch(find: () throws -> Int) rethrows -> Int {
        if let batch = state.withLock({ $0.inferenceBatch }) { return batch }
        let batch = try find()
        state.withLock { $0.inferenceBatch = batch }
        return batch
    }

    /// Takes an idle plan out; nil when there is none of this kind.
    func take(_ kind: PlanKind) -> PlannedNetwork? {
        state.withLock { state in
            state.idle.lastIndex { $0.kind == kind }.map { state.idle.remove(at: $0) }
        }
    }

    /// Puts a plan back, and forgets those that were not used for longest where there are too many.
    func put(_ network: PlannedNetwork) {
        // What is forgotten is freed behind the lock.
        _ = state.withLock { state in
            state.idle.append(network)
            var floats = state.idle.reduce(0) { $0 + $1.floatCount }
            var forgotten: [PlannedNetwork] = []
            while state.idle.count > 1, state.idle.count > Self.mostPlans || floats > Self.mostFloats {
                forgotten.append(state.idle.removeFirst())
                floats -= forgotten[forgotten.count - 1].floatCount
            }
            return forgotten
        }
    }

    /// Forgets all idle plans.
    func empty() {
        _ = state.withLock { state in
            defer { state.idle = [] }
            return state.idle
        }
    }

    /// The key of the next step with dropout: the draws of ``SeededGenerator`` in order, as `fit` takes them.
    func nextKey() -> UInt64 { state.withLock { $0.keys.next() } }

    func restartKeys(seed: UInt64) { state.withLock { $0.keys = SeededGenerator(seed: seed) } }
}
