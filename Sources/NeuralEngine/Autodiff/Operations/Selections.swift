import CKernels

/// mask != 0 ? left : right, all of one shape.
struct Selection: BinaryOperation {
    let mask: Tensor
    var keepsInputs: Bool { false }

    func value(_ left: Tensor, _ right: Tensor) -> Tensor {
        mask.scalars.withUnsafeBufferPointer { mask in
            Tensor.computing(shape: left.shape, left, right) { output, a, b in
                guard let chosen = mask.baseAddress else { return }
                ck_select(output, chosen, a, b, mask.count)
            }
        }
    }

    func gradients(
        _ upstream: Tensor, _ inputs: BinaryInputs, output: Tensor
    ) throws -> (left: Tensor?, right: Tensor?) {
        let zero = Tensor(0)
        return (
            inputs.wantsLeft ? try Tensor.select(mask, upstream, zero) : nil,
            inputs.wantsRight ? try Tensor.select(mask, zero, upstream) : nil
        )
    }
}

/// min(max(x, low), high)
struct Clipping: UnaryOperation {
    let low: Float
    let high: Float
    var keepsInput: Bool { true }

    func value(_ input: Tensor) -> Tensor {
        input.computing { output, numbers, count in ck_clip(output, numbers, low, high, count) }
    }

    func gradient(_ upstream: Tensor, input: Tensor, output: Tensor) throws -> Tensor {
        try upstream * (input .>= low) * (input .<= high)
    }
}
