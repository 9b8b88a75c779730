import CKernels

extension Tensor {
    /// Where the largest number along an axis stands (the first of equal ones), for each place of the other axes in order.
    ///
    /// `probabilities.argmax(axis: 1)` gives the class of each row of `[batch, classes]`.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when there is no such axis, or its length is 0.
    public func argmax(axis: Int = -1) throws -> [Int] { try places(axis: axis, smallest: false) }

    /// Where the smallest number along an axis stands; otherwise as ``argmax(axis:)``.
    public func argmin(axis: Int = -1) throws -> [Int] { try places(axis: axis, smallest: true) }

    private func places(axis: Int, smallest: Bool) throws -> [Int] {
        let place = try checked(axis: axis)
        guard shape[place] > 0 else {
            throw EngineError(.invalidArgument, "Axis \(axis) of shape \(shapeText(shape)) is empty.")
        }
        let axes = joined(place..<(place + 1), keepDimensions: false)
        let count = axes.outer * axes.inner
        return [Int](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = count
            guard count > 0, let output = buffer.baseAddress else { return }
            scalars.withUnsafeBufferPointer { numbers in
                guard let base = numbers.baseAddress else { return }
                ck_place_of_extreme(output, base, smallest ? 1 : 0, axes.outer, axes.length, axes.inner)
            }
        }
    }
}
