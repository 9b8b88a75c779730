import CKernels

extension Tensor {
    /// Element by element; shapes that differ are repeated by ``broadcastShape(_:_:)``.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes.
    public static func + (left: Tensor, right: Tensor) throws -> Tensor { try combine(left, right, ck_plus) }
    /// As `+`.
    public static func - (left: Tensor, right: Tensor) throws -> Tensor { try combine(left, right, ck_minus) }
    /// Element by element (Hadamard's product); the matrix product is ``matmul(_:)``. Shapes as in `+`.
    public static func * (left: Tensor, right: Tensor) throws -> Tensor { try combine(left, right, ck_times) }
    /// As `+`; division by zero gives infinity or NaN.
    public static func / (left: Tensor, right: Tensor) throws -> Tensor { try combine(left, right, ck_over) }

    public static func + (left: Tensor, right: Float) -> Tensor { left.combined(ck_plus, right) }
    public static func - (left: Tensor, right: Float) -> Tensor { left.combined(ck_minus, right) }
    public static func * (left: Tensor, right: Float) -> Tensor { left.combined(ck_times, right) }
    public static func / (left: Tensor, right: Float) -> Tensor { left.combined(ck_over, right) }
    public static func + (left: Float, right: Tensor) -> Tensor { right.combined(ck_plus, left) }
    public static func - (left: Float, right: Tensor) -> Tensor { right.combined(ck_minus, left, scalarIsLeft: true) }
    public static func * (left: Float, right: Tensor) -> Tensor { right.combined(ck_times, left) }
    public static func / (left: Float, right: Tensor) -> Tensor { right.combined(ck_over, left, scalarIsLeft: true) }
    public static prefix func - (tensor: Tensor) -> Tensor { tensor.combined(ck_times, -1) }

    /// Each number to the power of `exponent`: NaN for a negative number and an exponent that is not whole.
    public func power(_ exponent: Float) -> Tensor { combined(ck_to_power, exponent) }

    /// Each number to the power of the exponent at its place; shapes as in `+`.
    public func power(_ exponent: Tensor) throws -> Tensor { try Tensor.combine(self, exponent, ck_to_power) }

    /// The larger of two numbers at each place, NaN where one is; shapes as in `+`.
    public static func maximum(_ left: Tensor, _ right: Tensor) throws -> Tensor {
        try combine(left, right, ck_maximum)
    }

    /// The smaller of two numbers at each place, NaN where one is; shapes as in `+`.
    public static func minimum(_ left: Tensor, _ right: Tensor) throws -> Tensor {
        try combine(left, right, ck_minimum)
    }

    /// The larger of each number and one other.
    public static func maximum(_ left: Tensor, _ right: Float) -> Tensor { left.combined(ck_maximum, right) }

    /// The smaller of each number and one other.
    public static func minimum(_ left: Tensor, _ right: Float) -> Tensor { left.combined(ck_minimum, right) }

    /// A closure applied to each number.
    ///
    /// A gradient cannot see what it does: one that would have to pass through the result is an error.
    public func mapped(_ transform: (Float) throws -> Float) rethrows -> Tensor {
        let result = Tensor(uncheckedShape: shape, scalars: try scalars.map(transform))
        guard node != nil else { return result }
        return result.with(node: living.node).applying(Opaque(name: "mapped"))
    }

    static func combine(_ left: Tensor, _ right: Tensor, _ kind: ck_combination) throws -> Tensor {
        try Interruption.check()
        if left.shape == right.shape {
            return left.applying(Combination(kind: kind, shape: left.shape), right)
        }
        let shape = try broadcastShape(left.shape, right.shape)
        _ = try scalarCount(of: shape)
        return left.applying(Combination(kind: kind, shape: shape), right)
    }

    func combined(_ kind: ck_combination, _ scalar: Float, scalarIsLeft: Bool = false) -> Tensor {
        applying(ScalarCombination(kind: kind, scalar: scalar, scalarIsLeft: scalarIsLeft))
    }
}
