/// One call of a gradient function: variables, the recording of the caller's function, and the way back.
struct Differentiation {
    private let tape: Tape
    private let arguments: [Tensor]

    /// The value of a function of tensors and its gradient by each of them.
    static func run(
        _ arguments: [Tensor], _ function: ([Tensor]) throws -> Tensor
    ) throws -> (value: Tensor, gradients: [Tensor]) {
        let differentiation = Differentiation(tape: Tape(), arguments: arguments.map(\.living))
        // Also when the function throws: what it has stored of its tensors becomes constant.
        defer { differentiation.tape.close() }
        let result = try function(differentiation.arguments.map(differentiation.tape.variable))
        return try differentiation.gradients(of: result)
    }

    private func gradients(of result: Tensor) throws -> (value: Tensor, gradients: [Tensor]) {
        guard result.count == 1 else {
            throw EngineError(
                .shapeMismatch,
                """
                A gradient is that of one number, but the function gives a tensor of shape \(shapeText(result.shape)): end it \
                with .mean() or .sum().
                """)
        }
        guard let last = result.living.place(on: tape) else {
            throw EngineError(
                .notDifferentiable,
                """
                The function's result does not depend on its arguments by tensor operations, so there is no gradient. \
                Numbers read with scalars, scalar or a Float are constants: compute with tensors up to the result.
                """)
        }
        let value = result.living.lowered(from: tape)
        // The numbers of the result's own scalar shape, [] or [1, 1].
        let one = Tensor(uncheckedShape: result.shape, scalars: [1])
        var nodes = tape.close()
        nodes.removeLast(nodes.count - 1 - last)
        var table = GradientTable(count: nodes.count)
        try table.add(one, to: last)
        // Each operation stands behind its inputs. What one has kept is freed as soon as it is done.
        while nodes.count > arguments.count {
            let node = nodes.removeLast()
            if let upstream = table.take(nodes.count) { try node.propagate(upstream, into: &table) }
        }
        let gradients = arguments.enumerated().map { index, argument in
            let gradient =
                index < nodes.count ? table.take(index) : nil
            return (gradient ?? argument.zeros()).depending(on: argument)
        }
        return (value, gradients)
    }
}

extension Tensor {
    fileprivate func zeros() -> Tensor {
        Tensor(uncheckedShape: shape, scalars: Array(repeating: 0, count: count))
    }

    /// Recorded on the tape of an argument even where the derivative is constant, so that the next derivative is zero and not
    /// an error.
    fileprivate func depending(on argument: Tensor) -> Tensor {
        guard let node = argument.node, self.node == nil else { return self }
        return node.tape.record(self, TapeNode(tape: node.tape, below: nil))
    }
}
