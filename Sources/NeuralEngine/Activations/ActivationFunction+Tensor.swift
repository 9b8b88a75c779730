extension ActivationFunction {
    /// The function applied to each number, or to each row of the last axis: `try ActivationFunction.tanh(x)`.
    ///
    /// - Throws: what ``outputShape(for:)`` throws.
    public func callAsFunction(_ x: Tensor) throws -> Tensor {
        let shape = try outputShape(for: x.shape)
        return x.count > 0 ? applied(to: x) : Tensor(uncheckedShape: shape, scalars: [])
    }

    /// As ``callAsFunction(_:)``, for a shape that is known to do.
    func applied(to x: Tensor) -> Tensor {
        guard x.count > 0 else { return x }
        return self == .softmax ? x.applying(SoftmaxOfRows()) : x.applying(ActivationRule(function: self))
    }

    /// The derivative f′(z) at each number.
    ///
    /// - Throws: ``EngineError/Code/notDifferentiable`` for functions of rows, whose derivative is a matrix; that of softmax is
    ///   ∂fᵢ/∂zⱼ = fᵢ (δᵢⱼ − fⱼ).
    public func derivative(at x: Tensor) throws -> Tensor {
        guard !worksOnRows else {
            throw EngineError(
                .notDifferentiable,
                """
                The derivative of \(name) is a matrix for each row, not a number for each element\
                \(kind == .softmax ? ": fᵢ (δᵢⱼ − fⱼ)" : "").
                """)
        }
        try validate()
        let x = x.detached
        return ActivationRule(function: self).slopes(x, applied(to: x))
    }
}
