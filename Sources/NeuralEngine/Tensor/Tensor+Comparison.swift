import CKernels

// Element by element with the operators of Swift's SIMD vectors; `==` compares whole tensors.
extension Tensor {
    /// 1 where the left number is smaller, 0 elsewhere; shapes as in `+`. No gradient passes through a comparison.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes.
    public static func .< (left: Tensor, right: Tensor) throws -> Tensor { try compare(left, right, ck_less) }
    public static func .<= (left: Tensor, right: Tensor) throws -> Tensor { try compare(left, right, ck_less_or_equal) }
    public static func .> (left: Tensor, right: Tensor) throws -> Tensor { try compare(left, right, ck_greater) }
    public static func .>= (left: Tensor, right: Tensor) throws -> Tensor {
        try compare(left, right, ck_greater_or_equal)
    }
    public static func .== (left: Tensor, right: Tensor) throws -> Tensor { try compare(left, right, ck_equal) }
    public static func .!= (left: Tensor, right: Tensor) throws -> Tensor { try compare(left, right, ck_unequal) }

    /// 1 where the number is smaller than the one on the right, 0 elsewhere.
    public static func .< (left: Tensor, right: Float) -> Tensor { left.compared(ck_less, right) }
    public static func .<= (left: Tensor, right: Float) -> Tensor { left.compared(ck_less_or_equal, right) }
    public static func .> (left: Tensor, right: Float) -> Tensor { left.compared(ck_greater, right) }
    public static func .>= (left: Tensor, right: Float) -> Tensor { left.compared(ck_greater_or_equal, right) }
    public static func .== (left: Tensor, right: Float) -> Tensor { left.compared(ck_equal, right) }
    public static func .!= (left: Tensor, right: Float) -> Tensor { left.compared(ck_unequal, right) }

    private static func compare(_ left: Tensor, _ right: Tensor, _ kind: ck_combination) throws -> Tensor {
        try combine(left.detached, right.detached, kind)
    }

    private func compared(_ kind: ck_combination, _ scalar: Float) -> Tensor { detached.combined(kind, scalar) }
}
