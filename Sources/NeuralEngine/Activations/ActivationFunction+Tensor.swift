import CKernels

extension ActivationFunction {
    /// The function applied to each number, or to each row of the last axis for ``softmax``: `ActivationFunction.tanh(x)`.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        guard x.count > 0 else { return x }
        guard let kernel else { return x.applying(SoftmaxOfRows()) }
        return x.applying(ActivationRule(function: self, kernel: kernel, slope: slope))
    }

    /// The derivative f′(z) at each number.
    ///
    /// - Throws: ``EngineError/Code/notDifferentiable`` for ``softmax``, whose derivative is a matrix: ∂fᵢ/∂zⱼ = fᵢ (δᵢⱼ − fⱼ).
    public func derivative(at x: Tensor) throws -> Tensor {
        guard let kernel else {
            throw EngineError(
                .notDifferentiable,
                "The derivative of softmax is a matrix for each row, not a number for each element: fᵢ (δᵢⱼ − fⱼ).")
        }
        let x = x.detached
        let value = derivativeNeedsInput ? x : self(x)
        let ones = Tensor(uncheckedShape: x.shape, scalars: Array(repeating: 1, count: x.count))
        return Tensor.computing(shape: x.shape, ones, value) { output, gradient, value in
            ck_activate_backward(output, gradient, value, kernel, slope, x.count)
        }
    }
}
