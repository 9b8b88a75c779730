extension Tensor {
    /// The same numbers as a constant: no gradient passes through it.
    public var detached: Tensor { with(node: nil) }

    /// Whether operations on this tensor are recorded for a gradient that is being taken.
    public var isTracked: Bool { living.node != nil }
}

/// Calls a function with a tensor as a constant, so that nothing in it is recorded.
///
/// ```swift
/// let target = try withoutTracking(w) { w in try x.matmul(w) }      // a number to the gradient, whatever w
/// ```
public func withoutTracking<Result>(
    _ tensor: Tensor, _ function: (Tensor) throws -> Result
) rethrows -> Result {
    try function(tensor.detached)
}

/// As ``withoutTracking(_:_:)-(Tensor,_)``, for a list of tensors.
public func withoutTracking<Result>(
    _ tensors: [Tensor], _ function: ([Tensor]) throws -> Result
) rethrows -> Result {
    try function(tensors.map(\.detached))
}
