import Locks

/// What was done with tensors during one call of a gradient function, in order.
///
/// A tensor that takes part carries its node, and the node its tape: nothing is global, so any number of gradients may run at
/// once, and one that never ends (its thread stopped for good, or an error thrown through it) hinders no other. A tape is
/// used for one backward pass and closed by it; tensors that outlive it are constants from then on, and hold none of it.
///
/// Tapes nest: the inner of two records operations whose values are recorded by the outer, which gives derivatives of
/// derivatives without a rule of their own.
final class Tape: Sendable {
    private static let created = Atomic<UInt64>(0)

    /// Later tapes lie inside earlier ones where both record the same tensors.
    let serial: UInt64
    private let recording = Atomic<Bool>(true)
    private let nodes = Mutex<[TapeNode]>([])

    init() {
        serial = Tape.created.add(1, ordering: .relaxed).newValue
        nodes.withLock { $0.reserveCapacity(32) }
    }

    /// Whether operations are still recorded.
    var isOpen: Bool { recording.load(ordering: .relaxed) }

    /// Records how `value` was made, and gives it back with the node.
    func record(_ value: Tensor, _ node: TapeNode) -> Tensor {
        let recorded = nodes.withLock { nodes -> Bool in
            guard recording.load(ordering: .relaxed) else { return false }
            node.place = nodes.count
            nodes.append(node)
            return true
        }
        return recorded ? value.with(node: node) : value
    }

    /// A tensor to differentiate by.
    func variable(_ tensor: Tensor) -> Tensor {
        let value = tensor.living
        return record(value, TapeNode(tape: self, below: value.node))
    }

    /// Ends the recording and hands over what was recorded.
    @discardableResult
    func close() -> [TapeNode] {
        nodes.withLock { nodes in
            recording.store(false, ordering: .relaxed)
            let all = nodes
            nodes = []
            return all
        }
    }

    /// The innermost of the open tapes that record one of two tensors.
    static func innermost(_ left: Tensor, _ right: Tensor) -> Tape? {
        guard let first = left.living.node?.tape else { return right.living.node?.tape }
        guard let second = right.living.node?.tape else { return first }
        return first.serial >= second.serial ? first : second
    }

    /// The innermost of the open tapes that record one of several tensors.
    static func innermost(_ tensors: [Tensor]) -> Tape? {
        tensors.lazy.compactMap { $0.living.node?.tape }.max { $0.serial < $1.serial }
    }
}
