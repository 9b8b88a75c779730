import CKernels

// The functions of a formula as it is written: exp(-x), sqrt(x), sin(2 * x).

/// As ``Tensor/exp()``.
public func exp(_ x: Tensor) -> Tensor { x.exp() }
/// As ``Tensor/log()``.
public func log(_ x: Tensor) -> Tensor { x.log() }
/// As ``Tensor/squareRoot()``.
public func sqrt(_ x: Tensor) -> Tensor { x.squareRoot() }
/// As ``Tensor/abs()``.
public func abs(_ x: Tensor) -> Tensor { x.abs() }
/// As ``Tensor/sin()``.
public func sin(_ x: Tensor) -> Tensor { x.sin() }
/// As ``Tensor/cos()``.
public func cos(_ x: Tensor) -> Tensor { x.cos() }
/// As ``Tensor/tan()``.
public func tan(_ x: Tensor) -> Tensor { x.tan() }
/// As ``Tensor/tanh()``.
public func tanh(_ x: Tensor) -> Tensor { x.tanh() }
/// As ``Tensor/power(_:)-(Float)``.
public func pow(_ x: Tensor, _ exponent: Float) -> Tensor { x.power(exponent) }
/// As ``Tensor/power(_:)-(Tensor)``.
public func pow(_ x: Tensor, _ exponent: Tensor) throws -> Tensor { try x.power(exponent) }
/// A number to the power of each number of a tensor.
public func pow(_ base: Float, _ exponent: Tensor) -> Tensor {
    exponent.combined(ck_to_power, base, scalarIsLeft: true)
}
