// The same reductions where a `Float` is wanted: `let mean: Float = x.mean()`. To a gradient these are constants.
extension Tensor {
    /// The sum of all numbers, carried in double precision.
    @_disfavoredOverload
    public func sum() -> Float { number(sum()) }

    /// The mean of all numbers; NaN for an empty tensor.
    @_disfavoredOverload
    public func mean() -> Float { number(mean()) }

    /// The largest number; −∞ for an empty tensor, NaN where one is NaN.
    @_disfavoredOverload
    public func max() -> Float { number(max()) }

    /// The smallest number; ∞ for an empty tensor, NaN where one is NaN.
    @_disfavoredOverload
    public func min() -> Float { number(min()) }

    private func number(_ tensor: Tensor) -> Float { tensor.scalars[0] }
}
