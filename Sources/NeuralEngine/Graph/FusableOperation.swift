/// An operation that can do the next one's work in its own kernels.
protocol FusableOperation: Operation {
    /// This operation and the one behind it as one; nil when they cannot be joined.
    ///
    /// - Parameter next: takes this operation's output as its only input, and nobody else does.
    func fused(with next: any Operation) -> (any Operation)?
}
