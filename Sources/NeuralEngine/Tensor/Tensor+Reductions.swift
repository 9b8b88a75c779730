import CKernels

extension Tensor {
    /// The sum of all numbers, carried in double precision; a tensor of shape `[]`.
    public func sum() -> Tensor { applying(Reduction(kind: ck_total, axes: whole)) }

    /// The mean of all numbers, of shape `[]`; NaN for an empty tensor.
    public func mean() -> Tensor { sum() / Float(count) }

    /// The largest number, of shape `[]`; −∞ for an empty tensor, NaN where one is NaN.
    public func max() -> Tensor { applying(Reduction(kind: ck_largest, axes: whole)) }

    /// The smallest number, of shape `[]`; ∞ for an empty tensor, NaN where one is NaN.
    public func min() -> Tensor { applying(Reduction(kind: ck_smallest, axes: whole)) }

    /// Sums along some axes, which disappear, or stay with length 1: `[m, n]` summed along axis 0 is `[n]`.
    ///
    /// - Parameter axes: from 0, or from the end: −1 is the last.
    /// - Throws: ``EngineError/Code/invalidArgument`` when there is no such axis, or one is named twice.
    public func sum(axes: [Int], keepDimensions: Bool = false) throws -> Tensor {
        try reduced(axes: axes, keepDimensions: keepDimensions) { Reduction(kind: ck_total, axes: $0) }
    }

    /// Means along some axes; otherwise as ``sum(axes:keepDimensions:)``.
    public func mean(axes: [Int], keepDimensions: Bool = false) throws -> Tensor {
        try sum(axes: axes, keepDimensions: keepDimensions) / Float(length(ofAxes: axes))
    }

    /// The largest numbers along some axes; otherwise as ``sum(axes:keepDimensions:)``.
    public func max(axes: [Int], keepDimensions: Bool = false) throws -> Tensor {
        try reduced(axes: axes, keepDimensions: keepDimensions) { Reduction(kind: ck_largest, axes: $0) }
    }

    /// The smallest numbers along some axes; otherwise as ``sum(axes:keepDimensions:)``.
    public func min(axes: [Int], keepDimensions: Bool = false) throws -> Tensor {
        try reduced(axes: axes, keepDimensions: keepDimensions) { Reduction(kind: ck_smallest, axes: $0) }
    }

    /// Sums along one axis; see ``sum(axes:keepDimensions:)``.
    public func sum(axis: Int, keepDimensions: Bool = false) throws -> Tensor {
        try sum(axes: [axis], keepDimensions: keepDimensions)
    }

    /// Means along one axis; see ``sum(axes:keepDimensions:)``.
    public func mean(axis: Int, keepDimensions: Bool = false) throws -> Tensor {
        try mean(axes: [axis], keepDimensions: keepDimensions)
    }

    /// The largest numbers along one axis; see ``sum(axes:keepDimensions:)``.
    public func max(axis: Int, keepDimensions: Bool = false) throws -> Tensor {
        try max(axes: [axis], keepDimensions: keepDimensions)
    }

    /// The smallest numbers along one axis; see ``sum(axes:keepDimensions:)``.
    public func min(axis: Int, keepDimensions: Bool = false) throws -> Tensor {
        try min(axes: [axis], keepDimensions: keepDimensions)
    }

    /// Sums of the numbers up to each place of an axis; the shape stays.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when there is no such axis.
    public func cumulativeSum(axis: Int = -1) throws -> Tensor {
        applying(CumulativeSum(axis: try checked(axis: axis), isReversed: false))
    }
}
