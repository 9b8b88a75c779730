import CKernels

extension ActivationFunction {
    /// The function applied to each number, or to each row of the last axis for ``softmax``: `ActivationFunction.tanh(x)`.
    public func callAsFunction(_ x: Tensor) -> Tensor {
        guard x.count > 0 else { return x }
        return Tensor(uncheckedShape: x.shape) { target in
            x.scalars.withUnsafeBufferPointer { source in
                guard let output = target.baseAddress, let input = source.baseAddress else { return }
                if let kernel {
                    ck_activate(output, input, kernel, slope, x.count)
                } else {
                    let columns = x.shape.last ?? 1
                    ck_softmax(output, input, x.count / columns, columns)
                }
            }
        }
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
        let value = derivativeNeedsInput ? x : self(x)
        let ones = Tensor(uncheckedShape: x.shape, scalars: Array(repeating: 1, count: x.count))
        return try Tensor.combine(ones, value) { output, gradient, value, count in
            ck_activate_backward(output, gradient, value, kernel, slope, count)
        }
    }
}
