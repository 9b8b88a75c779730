/// λ₁ Σ|w| + λ₂ Σw².
struct Penalty: UnaryOperation {
    let regularizer: Regularizer

    var keepsInput: Bool { true }

    func value(_ input: Tensor) -> Tensor {
        Tensor(
            Float(
                input.scalars.withUnsafeBufferPointer {
                    penalty(of: $0, l1: regularizer.l1, l2: regularizer.l2)
                }))
    }

    func gradient(_ upstream: Tensor, input: Tensor, output: Tensor) throws -> Tensor {
        try upstream * (regularizer.l1 * input.sign() + 2 * regularizer.l2 * input)
    }
}
