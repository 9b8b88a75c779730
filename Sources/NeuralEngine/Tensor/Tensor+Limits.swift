import CKernels

extension Tensor {
    /// The kernels hold the place in a tensor in arrays of this length.
    static let largestRank = Int(ck_largest_rank)

    /// The product of a shape's axes.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when it is no shape, ``EngineError/Code/outOfMemory`` when so many numbers
    ///   exceed the machine's memory (which the system would promise, and then kill the process for touching).
    static func scalarCount(of shape: [Int]) throws -> Int {
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
        // Asking the system takes longer than a small operation.
        if count > 1 << 24 { try checkMemory(for: count, shape: shape) }
        return count
    }

    private static func checkMemory(for count: Int, shape: [Int]) throws {
        let physical = ck_physical_memory()
        let bytes = count.multipliedReportingOverflow(by: MemoryLayout<Float>.stride)
        guard physical > 0, bytes.overflow || UInt64(bytes.partialValue) > physical else { return }
        throw EngineError(
            .outOfMemory,
            """
            A tensor of shape \(shapeText(shape)) takes \(fixedText(Double(count) * 4 / 1_048_576, decimals: 0)) MB, \
            this machine has \(fixedText(Double(physical) / 1_048_576, decimals: 0)) MB.
            """)
    }
}
