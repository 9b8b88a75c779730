/// One operation on a tape. A node of this class itself has no inputs: it is a variable.
///
/// `@unchecked Sendable`: everything is constant but `place`, which the tape sets once, before anyone else sees the node.
class TapeNode: @unchecked Sendable {
    let tape: Tape
    /// The node of the same tensor on the next outer tape that records it.
    let below: TapeNode?
    /// The number of the operation on its tape.
    var place = -1

    init(tape: Tape, below: TapeNode?) {
        self.tape = tape
        self.below = below
    }

    /// Hands the gradient of the result on to the inputs.
    func propagate(_ upstream: Tensor, into gradients: inout GradientTable) throws {}

    /// The tape is done with it. A tensor may hold it for longer, so what takes much memory goes now.
    func end() {}
}

extension Tensor {
    /// This tensor without nodes of closed tapes.
    var living: Tensor {
        guard var node else { return self }
        guard !node.tape.isOpen else { return self }
        while let below = node.below {
            node = below
            if node.tape.isOpen { return with(node: node) }
        }
        return with(node: nil)
    }

    /// This tensor as it is outside of a tape.
    func lowered(from tape: Tape) -> Tensor {
        guard let node, node.tape === tape else { return self }
        return with(node: node.below)
    }

    /// The number of this tensor on a tape; nil when it is a constant there.
    func place(on tape: Tape) -> Int? {
        guard let node, node.tape === tape else { return nil }
        return node.place
    }
}
