import CKernels

extension Tensor {
    /// Numbers of `first` where the condition is not 0, of `second` where it is; all three are repeated to one shape.
    ///
    /// ```swift
    /// try Tensor.select(x .> 0, x, 0.1 * x)      // leaky relu
    /// ```
    /// The gradient goes to the tensor that was chosen, and none to the condition.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes that do not fit.
    public static func select(_ condition: Tensor, _ first: Tensor, _ second: Tensor) throws -> Tensor {
        let shape = try broadcastShape(broadcastShape(condition.shape, first.shape), second.shape)
        let mask = try condition.detached.broadcast(to: shape)
        return try first.broadcast(to: shape).applying(Selection(mask: mask), second.broadcast(to: shape))
    }

    /// This tensor with other numbers where the condition is not 0; shapes as in ``select(_:_:_:)``.
    public func replacing(with other: Tensor, where condition: Tensor) throws -> Tensor {
        try Tensor.select(condition, other, self)
    }

    /// This tensor with one number where the condition is not 0.
    public func replacing(with value: Float, where condition: Tensor) throws -> Tensor {
        try Tensor.select(condition, Tensor(value), self)
    }

    /// Numbers below and above a range moved to its ends; a gradient passes where the number lies within.
    public func clipped(to range: ClosedRange<Float>) -> Tensor {
        applying(Clipping(low: range.lowerBound, high: range.upperBound))
    }

    /// Numbers below `range.lowerBound` moved there.
    public func clipped(to range: PartialRangeFrom<Float>) -> Tensor {
        applying(Clipping(low: range.lowerBound, high: .infinity))
    }

    /// Numbers above `range.upperBound` moved there.
    public func clipped(to range: PartialRangeThrough<Float>) -> Tensor {
        applying(Clipping(low: -.infinity, high: range.upperBound))
    }
}
