import CKernels

extension Tensor {
    /// The kernels hold the place in a tensor in arrays of this length.
    static let largestRank = Int(ck_largest_rank)

    /// The product of a shape's axes.
    ///
    /// - Parameter exists: whether the numbers are there already, so that they need no more memory.
    /// - Throws: ``EngineError/Code/invalidArgument`` when it is no shape, ``EngineError/Code/outOfMemory`` when so many numbers
    ///   exceed the memory that is left (which the system would promise, and then kill the process for touching).
    static func scalarCount(of shape: [Int], exists: Bool = false) throws -> Int {
        guard shape.count <= largestRank else {
            throw EngineError(
                .invalidArgument,
                "A tensor has \(largestRank) axes at most, not the \(shape.count) of \(shapeText(shape)).")
        }
        var count = 1
        for axis in shape {
            let (product, overflow) = count.multipliedReportingOverflow(by: axis)
            guard axis >= 0, !overflow else {
                throw EngineError(
                    .invalidArgument,
                    "\(shapeText(shape)) is no shape: axes are whole numbers from 0 whose product fits an Int.")
            }
            count = product
        }
        if !exists { try checkMemory(for: count, purpose: "A tensor of shape \(shapeText(shape))") }
        return count
    }
}
