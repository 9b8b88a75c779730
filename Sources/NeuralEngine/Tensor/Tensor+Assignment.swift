import CKernels

extension Tensor {
    /// As `left = left + right`, without a new array where that is possible.
    public static func += (left: inout Tensor, right: Tensor) throws { try left.combine(with: right, ck_plus) }
    public static func -= (left: inout Tensor, right: Tensor) throws { try left.combine(with: right, ck_minus) }
    public static func *= (left: inout Tensor, right: Tensor) throws { try left.combine(with: right, ck_times) }
    public static func /= (left: inout Tensor, right: Tensor) throws { try left.combine(with: right, ck_over) }

    public static func += (left: inout Tensor, right: Float) { left.combine(with: right, ck_plus) }
    public static func -= (left: inout Tensor, right: Float) { left.combine(with: right, ck_minus) }
    public static func *= (left: inout Tensor, right: Float) { left.combine(with: right, ck_times) }
    public static func /= (left: inout Tensor, right: Float) { left.combine(with: right, ck_over) }

    private mutating func combine(with other: Tensor, _ kind: ck_combination) throws {
        guard !isTracked, !other.isTracked, shape == other.shape else {
            self = try Tensor.combine(self, other, kind)
            return
        }
        change { numbers in
            other.scalars.withUnsafeBufferPointer { source in
                guard let base = source.baseAddress else { return }
                BroadcastGeometry.combineFlat(numbers, numbers, base, kind, count: source.count)
            }
        }
    }

    private mutating func combine(with scalar: Float, _ kind: ck_combination) {
        guard !isTracked else {
            self = combined(kind, scalar)
            return
        }
        let count = scalars.count
        change { BroadcastGeometry.combine($0, $0, scalar, kind, scalarIsLeft: false, count: count) }
    }
}
