/// What a network made of its inputs and parameters: a single output, or several one behind the other.
struct NetworkResult: ListOperation {
    let run: NetworkRun
    let result: Tensor
    /// The shapes of the outputs, with the batch axis; likewise of the inputs.
    let outputShapes: [[Int]]
    let inputShapes: [[Int]]

    func value(_ inputs: [Tensor]) -> Tensor { result }

    func end() { run.finish() }

    func gradients(_ upstream: Tensor, inputs: [Tensor]) throws -> [Tensor?] {
        let slopes = try run.gradients(upstream, outputs: outputShapes, inputs: inputShapes)
        guard upstream.isTracked || inputs.contains(where: \.isTracked) else { return slopes }
        // To an outer gradient these slopes are functions of all that they were made from.
        return slopes.map { slope in
            slope.map { Tensor.applying(NetworkSlope(model: run.model, result: $0), to: [upstream] + inputs) }
        }
    }
}

/// A gradient that came back through a network: the network's plan knows no derivative of it.
private struct NetworkSlope: ListOperation {
    let model: String
    let result: Tensor

    func value(_ inputs: [Tensor]) -> Tensor { result }

    func gradients(_ upstream: Tensor, inputs: [Tensor]) throws -> [Tensor?] {
        throw EngineError(
            .notDifferentiable,
            """
            A gradient has to pass a gradient that went through network "\(model)", a second derivative, which networks of layers do \
            not have: write that network with tensor operations and its weights, or take .detached of the inner gradient where \
            its numbers shall be constants.
            """)
    }
}
