import CKernels

/// An activation function of each number.
struct ActivationRule: UnaryOperation {
    let function: ActivationFunction
    let kernel: ck_activation
    let slope: Float

    var keepsInput: Bool { true }
    var keepsOutput: Bool { !function.derivativeNeedsInput }

    func value(_ input: Tensor) -> Tensor {
        input.computing { output, numbers, count in ck_activate(output, numbers, kernel, slope, count) }
    }

    func gradient(_ upstream: Tensor, input: Tensor, output: Tensor) throws -> Tensor {
        guard upstream.isTracked || input.isTracked else {
            let value = function.derivativeNeedsInput ? input : output
            return Tensor.computing(shape: input.shape, upstream, value) { result, gradient, value in
                ck_activate_backward(result, gradient, value, kernel, slope, upstream.count)
            }
        }
        return try upstream * derivative(input, output)
    }

    /// f′ in differentiable operations, for derivatives of derivatives.
    private func derivative(_ x: Tensor, _ y: Tensor) throws -> Tensor {
        switch function {
        case .identity: return x * 0 + 1
        case .tanh: return 1 - y.squared()
        case .sigmoid: return try y * (1 - y)
        case .exponential: return y
        case .softplus: return x.sigmoid()
        case .softsign: return (1 + x.abs()).power(-2)
        case .silu:
            let s = x.sigmoid()
            return try s * (1 + x * (1 - s))
        case .gelu:
            let root = (2 / Float.pi).squareRoot()
            let t = try (root * (x + 0.044715 * x.power(3))).tanh()
            return try 0.5 * (1 + t) + 0.5 * root * x * (1 - t.squared()) * (1 + 3 * 0.044715 * x.squared())
        case .elu, .selu:
            // Beyond the corner the slope grows with the output itself.
            let scale: Float = function == .selu ? 1.050_701 : 1
            let offset: Float = function == .selu ? 1.758_099_3 : 1
            return try Tensor.select(x .> 0, Tensor(scale), y + offset)
        case .relu, .leakyRelu, .relu6, .hardSigmoid, .sign:
            // Straight pieces: the slope does not depend on the place.
            let ones = Tensor(uncheckedShape: x.shape, scalars: Array(repeating: 1, count: x.count))
            return ActivationRule(function: function, kernel: kernel, slope: slope).slopes(ones, x.detached, y.detached)
        case .softmax:
            throw EngineError(.notDifferentiable, "softmax has no derivative for each element.")
        }
    }

    private func slopes(_ ones: Tensor, _ x: Tensor, _ y: Tensor) -> Tensor {
        let value = function.derivativeNeedsInput ? x : y
        return Tensor.computing(shape: x.shape, ones, value) { result, gradient, value in
            ck_activate_backward(result, gradient, value, kernel, slope, x.count)
        }
    }
}
