import CKernels

extension Tensor {
    /// The mean squared distance from the mean, Σ (x − x̄)² / (n − correction), along some axes or (with nil) of all numbers.
    ///
    /// - Parameters:
    ///   - correction: 0 as in NumPy and Keras; 1 is Bessel's, PyTorch's default.
    /// - Throws: ``EngineError/Code/invalidArgument`` when there is no such axis, or no more numbers than the correction.
    public func variance(axes: [Int]? = nil, keepDimensions: Bool = false, correction: Int = 0) throws -> Tensor {
        let axes = axes ?? Array(0..<rank)
        let divisor = try divisor(axes, correction)
        let distances = try self - mean(axes: axes, keepDimensions: true)
        return try distances.squared().sum(axes: axes, keepDimensions: keepDimensions) / divisor
    }

    /// The square root of ``variance(axes:keepDimensions:correction:)``; where all numbers are equal its gradient is 0.
    public func standardDeviation(axes: [Int]? = nil, keepDimensions: Bool = false, correction: Int = 0) throws
        -> Tensor
    {
        let axes = axes ?? Array(0..<rank)
        let divisor = try divisor(axes, correction)
        let distances = try self - mean(axes: axes, keepDimensions: true)
        return try distances.norm(axes: axes, keepDimensions: keepDimensions) / divisor.squareRoot()
    }

    /// Euclid's norm √Σ x², along some axes or (with nil) of all numbers.
    ///
    /// - Parameter order: 2; 1 is Σ |x|, infinity the largest |x|, and p > 0 in general (Σ |x|^p)^(1/p).
    /// - Throws: ``EngineError/Code/invalidArgument`` when there is no such axis, or the order is not above 0.
    public func norm(_ order: Float = 2, axes: [Int]? = nil, keepDimensions: Bool = false) throws -> Tensor {
        let axes = axes ?? Array(0..<rank)
        switch order {
        case 1: return try abs().sum(axes: axes, keepDimensions: keepDimensions)
        case 2:
            if axes.count == rank, !keepDimensions { return applying(EuclideanNorm(axes: whole)) }
            return try reduced(axes: axes, keepDimensions: keepDimensions) { EuclideanNorm(axes: $0) }
        case .infinity: return try abs().max(axes: axes, keepDimensions: keepDimensions)
        default:
            guard order > 0 else {
                throw EngineError(
                    .invalidArgument, "The order of a norm is \(order), expected a number above 0, such as 2.")
            }
            return try abs().power(order).sum(axes: axes, keepDimensions: keepDimensions).power(1 / order)
        }
    }

    private func divisor(_ axes: [Int], _ correction: Int) throws -> Float {
        let count = try length(ofAxes: axes)
        guard count > correction else {
            throw EngineError(
                .invalidArgument,
                """
                The variance of \(count) numbers with a correction of \(correction) would be divided by \(count - correction); \
                the tensor's shape is \(shapeText(shape)).
                """)
        }
        return Float(count - correction)
    }
}
