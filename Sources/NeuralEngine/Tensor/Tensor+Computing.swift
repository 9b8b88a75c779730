extension Tensor {
    /// A tensor whose numbers a closure computes from this one's: all of them, unless there are none.
    func computing(
        shape: [Int], _ body: (_ output: UnsafeMutablePointer<Float>, _ input: UnsafePointer<Float>) -> Void
    ) -> Tensor {
        Tensor(uncheckedShape: shape) { target in
            guard let output = target.baseAddress, !target.isEmpty else { return }
            // No numbers have no address either; nobody reads from the one that stands for it.
            scalars.withUnsafeBufferPointer { body(output, $0.baseAddress ?? UnsafePointer(output)) }
        }
    }

    /// A tensor of the same shape, element by element.
    func computing(
        _ body: (_ output: UnsafeMutablePointer<Float>, _ input: UnsafePointer<Float>, _ count: Int) -> Void
    ) -> Tensor {
        let count = scalars.count
        return computing(shape: shape) { body($0, $1, count) }
    }

    /// A tensor whose numbers a closure computes from two others'.
    static func computing(
        shape: [Int], _ left: Tensor, _ right: Tensor,
        _ body: (UnsafeMutablePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>) -> Void
    ) -> Tensor {
        left.computing(shape: shape) { output, first in
            right.scalars.withUnsafeBufferPointer { body(output, first, $0.baseAddress ?? UnsafePointer(output)) }
        }
    }
}
