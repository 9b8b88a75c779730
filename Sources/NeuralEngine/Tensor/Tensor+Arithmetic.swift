import CKernels

/// A kernel over two arrays of the same length.
typealias BinaryKernel = (UnsafeMutablePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>, Int) -> Void
/// A kernel over an array and a number.
typealias ScalarKernel = (UnsafeMutablePointer<Float>, UnsafePointer<Float>, Float, Int) -> Void

extension Tensor {
    /// Element by element; shapes that differ are repeated by ``broadcastShape(_:_:)``.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes.
    public static func + (left: Tensor, right: Tensor) throws -> Tensor { try combine(left, right, ck_add) }
    /// As `+`.
    public static func - (left: Tensor, right: Tensor) throws -> Tensor { try combine(left, right, ck_subtract) }
    /// Element by element (Hadamard's product); the matrix product is ``matmul(_:)``. Shapes as in `+`.
    public static func * (left: Tensor, right: Tensor) throws -> Tensor { try combine(left, right, ck_multiply) }
    /// As `+`; division by zero gives infinity or NaN.
    public static func / (left: Tensor, right: Tensor) throws -> Tensor { try combine(left, right, ck_divide) }

    public static func + (left: Tensor, right: Float) -> Tensor { left.map(right, ck_add_scalar) }
    public static func - (left: Tensor, right: Float) -> Tensor { left.map(-right, ck_add_scalar) }
    public static func * (left: Tensor, right: Float) -> Tensor { left.map(right, ck_scale) }
    public static func / (left: Tensor, right: Float) -> Tensor { left.map(right, ck_divide_scalar) }
    public static func + (left: Float, right: Tensor) -> Tensor { right.map(left, ck_add_scalar) }
    public static func - (left: Float, right: Tensor) -> Tensor { (-right).map(left, ck_add_scalar) }
    public static func * (left: Float, right: Tensor) -> Tensor { right.map(left, ck_scale) }
    public static prefix func - (tensor: Tensor) -> Tensor { tensor.map(-1, ck_scale) }

    public static func += (left: inout Tensor, right: Tensor) throws { left = try left + right }
    public static func -= (left: inout Tensor, right: Tensor) throws { left = try left - right }
    public static func *= (left: inout Tensor, right: Float) { left = left * right }

    /// A closure applied to each number.
    public func mapped(_ transform: (Float) throws -> Float) rethrows -> Tensor {
        Tensor(uncheckedShape: shape, scalars: try scalars.map(transform))
    }

    func map(_ value: Float, _ kernel: ScalarKernel) -> Tensor {
        Tensor(uncheckedShape: shape) { target in
            scalars.withUnsafeBufferPointer { source in
                guard let output = target.baseAddress, let input = source.baseAddress else { return }
                kernel(output, input, value, source.count)
            }
        }
    }

    static func combine(_ left: Tensor, _ right: Tensor, _ kernel: BinaryKernel) throws -> Tensor {
        guard left.shape == right.shape else {
            let shape = try broadcastShape(left.shape, right.shape)
            return try combine(left.broadcast(to: shape), right.broadcast(to: shape), kernel)
        }
        return Tensor(uncheckedShape: left.shape) { target in
            left.scalars.withUnsafeBufferPointer { first in
                right.scalars.withUnsafeBufferPointer { second in
                    guard let output = target.baseAddress, let a = first.baseAddress, let b = second.baseAddress
                    else { return }
                    kernel(output, a, b, first.count)
                }
            }
        }
    }
}
