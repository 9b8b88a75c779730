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
        defer { for node in differentiation.tape.close() { node.end() } }
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
                Numbers read with scalars, scalar or a Float are constants: compute with tensors up to the result. A network is to \
                be called by the name that the function gets it under.
                """)
        }
        let value = result.living.lowered(from: tape)
        // The numbers of the result's own scalar shape, [] or [1, 1].
        let one = Tensor(uncheckedShape: result.shape, scalars: [1])
        var nodes = tape.close()
        defer { for node in nodes { node.end() } }
        var table = GradientTable(count: nodes.count)
        try table.add(one, to: last)
        // Each operation stands behind its inputs. What one has kept is freed as soon as it is done.
        while let node = nodes.last, nodes.count > arguments.count {
            if let upstream = table.take(nodes.count - 1) { try node.propagate(upstream, into: &table) }
            node.end()
            nodes.removeLast()
        }
        let gradients = arguments.enumerated().map { index, argument in
            (table.take(index) ?? argument.zeros()).depending(on: argument)
        }
        return (value, gradients)
    }
}

extension Tensor {
    fileprivate func zeros() -> Tensor {
        Tensor(uncheckedShape: shape, scalars: Array(repeating: 0, count: shape.reduce(1, *)))
    }

    /// Recorded on the tape of an argument even where the derivative is constant, so that the next derivative is zero and not
    /// an error.
    fileprivate func depending(on argument: Tensor) -> Tensor {
        guard let node = argument.node, self.node == nil else { return self }
        return node.tape.record(self, TapeNode(tape: node.tape, below: nil))
    }
}
