import CKernels

extension ActivationFunction {
    /// The kernel of a function that works element by element with one number at most; nil for the others.
    var kernel: ck_activation? {
        switch kind {
        case .identity: ck_identity
        case .sign: ck_sign
        case .step: ck_step
        case .tanh: ck_tanh
        case .sigmoid: ck_sigmoid
        case .relu: ck_relu
        case .leakyRelu: ck_leaky_relu
        case .relu6: ck_relu6
        case .elu: ck_elu
        case .selu: ck_selu
        case .softplus: ck_softplus
        case .softsign: ck_softsign
        case .silu: ck_silu
        case .gelu: ck_gelu_exact
        case .geluTanh: ck_gelu
        case .exponential: ck_exponential
        case .hardSigmoid: ck_hard_sigmoid
        case .celu: ck_celu
        case .mish: ck_mish
        case .logSigmoid: ck_log_sigmoid
        case .hardSilu: ck_hard_silu
        case .hardTanh: ck_hard_tanh
        case .hardShrink: ck_hard_shrink
        case .softShrink: ck_soft_shrink
        case .tanhShrink: ck_tanh_shrink
        case .squareplus: ck_squareplus
        case .sparsePlus: ck_sparse_plus
        case .sparseSigmoid: ck_sparse_sigmoid
        case .softmax, .logSoftmax, .sparsemax, .glu, .rectified, .threshold: nil
        }
    }

    /// Whether it looks at a whole row of the last axis.
    var worksOnRows: Bool { [.softmax, .logSoftmax, .sparsemax, .glu].contains(kind) }

    /// Whether no gradient passes: the derivative is 0 wherever it exists.
    var isStepwise: Bool { kind == .sign || kind == .step }

    /// Whether the derivative is computed from the input z; from the output otherwise.
    var derivativeNeedsInput: Bool {
        switch kind {
        case .softplus, .silu, .gelu, .geluTanh, .hardSigmoid, .mish, .logSigmoid, .hardSilu, .tanhShrink, .squareplus,
            .sparsePlus, .sparseSigmoid, .glu, .rectified, .threshold:
            true
        default: false
        }
    }

    /// y = f(x) for so many rows of so many columns each (of the input).
    func apply(_ output: UnsafeMutablePointer<Float>, _ input: UnsafePointer<Float>, rows: Int, columns: Int) {
        if let kernel {
            ck_activate(output, input, kernel, slope, rows * columns)
            return
        }
        switch kind {
        case .softmax: ck_softmax(output, input, rows, columns)
        case .logSoftmax: ck_log_softmax(output, input, rows, columns)
        case .sparsemax: ck_sparsemax(output, input, rows, columns)
        case .glu: ck_gate(output, input, rows, columns / 2)
        case .threshold: ck_replace_below(output, input, threshold, slope, rows * columns)
        default: ck_rectify(output, input, slope, maximum, threshold, rows * columns)
        }
    }

    /// dx = dy · f′, from the input or the output as ``derivativeNeedsInput`` says; may work in place.
    func applyBackward(
        _ output: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>, value: UnsafePointer<Float>, rows: Int,
        columns: Int
    ) {
        if let kernel {
            ck_activate_backward(output, gradient, value, kernel, slope, rows * columns)
            return
        }
        switch kind {
        case .softmax: ck_softmax_backward(output, gradient, value, rows, columns)
        case .logSoftmax: ck_log_softmax_backward(output, gradient, value, rows, columns)
        case .sparsemax: ck_sparsemax_backward(output, gradient, value, rows, columns)
        case .glu: ck_gate_backward(output, gradient, value, rows, columns / 2, 0)
        case .threshold: ck_rectify_backward(output, gradient, value, 0, .infinity, threshold, rows * columns)
        default: ck_rectify_backward(output, gradient, value, slope, maximum, threshold, rows * columns)
        }
    }
}
