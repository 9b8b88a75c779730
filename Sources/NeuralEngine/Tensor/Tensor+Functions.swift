import CKernels

extension Tensor {
    /// eˣ for each number.
    public func exp() -> Tensor { applying(Exponential()) }

    /// The natural logarithm of each number: −∞ for 0, NaN for negative ones.
    public func log() -> Tensor { applying(Logarithm()) }

    /// The square root of each number; NaN for negative ones.
    public func squareRoot() -> Tensor { applying(Mapping(function: ck_square_root)) }

    /// The square of each number.
    public func squared() -> Tensor { applying(Mapping(function: ck_square)) }

    /// 1/x for each number.
    public func reciprocal() -> Tensor { applying(Mapping(function: ck_reciprocal)) }

    /// |x| for each number; its gradient at 0 is 0.
    public func abs() -> Tensor { applying(Mapping(function: ck_absolute)) }

    /// −1, 0 or 1 for each number; no gradient (zeros). The activation of that name has no 0: ``ActivationFunction/sign``.
    public func sign() -> Tensor { applying(Mapping(function: ck_signum)) }

    /// The sine of each number, in radians.
    public func sin() -> Tensor { applying(Mapping(function: ck_sine)) }

    /// The cosine of each number, in radians.
    public func cos() -> Tensor { applying(Mapping(function: ck_cosine)) }

    /// The tangent of each number, in radians.
    public func tan() -> Tensor { sin().quotient(by: cos()) }

    /// The largest whole number up to each number; no gradient (zeros).
    public func floor() -> Tensor { applying(Mapping(function: ck_floor)) }

    /// The smallest whole number from each number on; no gradient (zeros).
    public func ceiling() -> Tensor { applying(Mapping(function: ck_ceiling)) }

    /// Division by a tensor of the same shape.
    private func quotient(by other: Tensor) -> Tensor {
        applying(Combination(kind: ck_over, shape: shape), other)
    }
}
