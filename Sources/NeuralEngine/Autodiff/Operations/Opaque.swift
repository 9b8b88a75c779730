/// A step that a gradient cannot pass.
struct Opaque: UnaryOperation {
    let name: String

    func value(_ input: Tensor) -> Tensor { input }

    func gradient(_ upstream: Tensor, input: Tensor, output: Tensor) throws -> Tensor { throw mistake(of: name) }
}

/// What was made of several tensors in a way that a gradient cannot go back.
struct OpaqueResult: ListOperation {
    let name: String
    let result: Tensor

    func value(_ inputs: [Tensor]) -> Tensor { result }

    func gradients(_ upstream: Tensor, inputs: [Tensor]) throws -> [Tensor?] { throw mistake(of: name) }
}

private func mistake(of name: String) -> EngineError {
    EngineError(
        .notDifferentiable,
        """
        The gradient has to pass through a tensor that \(name) made, which works on numbers in a way it cannot see; use \
        tensor operations there, or .detached where the numbers shall be constants.
        """)
}
