/// The mean of max(1 − t y, 0) with targets ±1; see ``Loss/hinge``.
///
/// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes, unless they are equal.
public func hingeLoss(_ prediction: Tensor, _ target: Tensor) throws -> Tensor {
    try Tensor.checkLoss("hingeLoss", prediction, target)
    return try (1 - prediction * target).relu().mean()
}

/// The mean of max(1 − t y, 0)² with targets ±1.
///
/// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes, unless they are equal.
public func squaredHingeLoss(_ prediction: Tensor, _ target: Tensor) throws -> Tensor {
    try Tensor.checkLoss("squaredHingeLoss", prediction, target)
    return try (1 - prediction * target).relu().squared().mean()
}

/// The mean of max(−t y, 0) with targets ±1, the perceptron criterion; its slope where t y = 0 is 0 here.
///
/// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes, unless they are equal.
public func perceptronLoss(_ prediction: Tensor, _ target: Tensor) throws -> Tensor {
    try Tensor.checkLoss("perceptronLoss", prediction, target)
    return try (-(prediction * target)).relu().mean()
}
