import CKernels

/// An activation function of each number, or of each row of the last axis.
struct ActivationRule: UnaryOperation {
    let function: ActivationFunction

    var keepsInput: Bool { true }
    var keepsOutput: Bool { !function.derivativeNeedsInput }

    func value(_ input: Tensor) -> Tensor {
        let (rows, columns) = layout(input)
        return input.computing(shape: function.resultShape(for: input.shape)) { output, numbers in
            function.apply(output, numbers, rows: rows, columns: columns)
        }
    }

    func gradient(_ upstream: Tensor, input: Tensor, output: Tensor) throws -> Tensor {
        guard upstream.isTracked || input.isTracked else { return backward(upstream, input, output) }
        if function == .logSoftmax {
            return try upstream - output.exp() * upstream.sum(axis: -1, keepDimensions: true)
        }
        return try upstream * derivative(input, output)
    }

    /// f′ at numbers that no tape follows.
    func slopes(_ x: Tensor, _ y: Tensor) -> Tensor {
        backward(Tensor(uncheckedShape: x.shape, scalars: Array(repeating: 1, count: x.count)), x.detached, y.detached)
    }

    private func layout(_ input: Tensor) -> (rows: Int, columns: Int) {
        let columns = function.worksOnRows ? input.shape.last ?? 1 : 1
        return (input.count / max(columns, 1), columns)
    }

    private func backward(_ upstream: Tensor, _ input: Tensor, _ output: Tensor) -> Tensor {
        let (rows, columns) = layout(input)
        let value = function.derivativeNeedsInput ? input : output
        return Tensor.computing(shape: input.shape, upstream, value) { result, gradient, value in
            function.applyBackward(result, gradient: gradient, value: value, rows: rows, columns: columns)
        }
    }

    /// f′ in differentiable operations, for derivatives of derivatives.
    private func derivative(_ x: Tensor, _ y: Tensor) throws -> Tensor {
        let slope = function.slope
        switch function.kind {
        case .identity: return x * 0 + 1
        case .tanh: return 1 - y.squared()
        case .sigmoid: return try y * (1 - y)
        case .exponential: return y
        case .softplus: return x.sigmoid()
        case .softsign: return (1 + x.abs()).power(-2)
        case .logSigmoid: return (0 - x).sigmoid()
        case .tanhShrink: return x.tanh().squared()
        case .sparsePlus: return try x.activated(.sparseSigmoid)
        case .squareplus: return try 0.5 * (1 + x / (x.squared() + slope).squareRoot())
        case .silu:
            let s = x.sigmoid()
            return try s * (1 + x * (1 - s))
        case .mish:
            let t = try x.activated(.softplus).tanh()
            return try t + x * (1 - t.squared()) * x.sigmoid()
        case .geluTanh:
            let root = (2 / Float.pi).squareRoot()
            let t = try (root * (x + 0.044715 * x.power(3))).tanh()
            return try 0.5 * (1 + t) + 0.5 * root * x * (1 - t.squared()) * (1 + 3 * 0.044715 * x.squared())
        case .elu, .selu:
            // Below zero the slope grows with the output itself.
            let (scale, offset): (Float, Float) = function.kind == .selu ? (1.050_701, 1.758_099_3) : (1, slope)
            return try Tensor.select(x .> 0, Tensor(scale), y + offset)
        case .celu: return try Tensor.select(x .> 0, Tensor(1), y / slope + 1)
        case .hardSilu: return try Tensor.select(x.abs() .< 3, x / 3 + 0.5, slopes(x, y))
        case .gelu: return x.applying(GeluSlope())
        case .softmax, .logSoftmax, .sparsemax, .glu:
            throw EngineError(
                .notDifferentiable,
                "The second derivative of \(function.name) is not there; those of softmax() and logSoftmax() are.")
        default:
            // Straight pieces: the slope does not depend on the place.
            return slopes(x, y)
        }
    }
}

/// The derivative of gelu, Φ(z) + z φ(z), as a function of its own: its derivative is φ(z) (2 − z²).
struct GeluSlope: UnaryOperation {
    var keepsInput: Bool { true }

    func value(_ input: Tensor) -> Tensor { ActivationRule(function: .gelu).slopes(input, input) }

    func gradient(_ upstream: Tensor, input: Tensor, output: Tensor) throws -> Tensor {
        // 1/√(2π)
        let density = (input.squared() * -0.5).exp() * 0.398_942_28
        return try upstream * density * (2 - input.squared())
    }
}
