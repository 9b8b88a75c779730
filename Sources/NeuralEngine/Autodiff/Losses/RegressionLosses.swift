import CKernels

/// The mean of (y − t)²; see ``Loss/meanSquaredError``.
///
/// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes, unless they are equal.
public func meanSquaredError(_ prediction: Tensor, _ target: Tensor) throws -> Tensor {
    try Tensor.checkLoss("meanSquaredError", prediction, target)
    guard prediction.fits(fusedWith: target) else { return try (prediction - target).squared().mean() }
    return try Tensor.loss(ck_squared_error, prediction, target, terms: target.count, name: "meanSquaredError")
}

/// The mean of |y − t|; see ``meanSquaredError(_:_:)``.
public func meanAbsoluteError(_ prediction: Tensor, _ target: Tensor) throws -> Tensor {
    try Tensor.checkLoss("meanAbsoluteError", prediction, target)
    return try (prediction - target).abs().mean()
}

/// The mean of ½ e² for |e| ≤ δ and δ (|e| − ½ δ) beyond, e = y − t (Huber 1964); see ``meanSquaredError(_:_:)``.
///
/// - Throws: also ``EngineError/Code/invalidArgument`` when δ is not above 0.
public func huberLoss(_ prediction: Tensor, _ target: Tensor, delta: Float = 1) throws -> Tensor {
    try Tensor.checkLoss("huberLoss", prediction, target)
    guard delta > 0, delta.isFinite else {
        throw EngineError(.invalidArgument, "Huber's delta is \(delta), expected a number above 0, such as 1.")
    }
    let error = try prediction - target
    // With c = min(|e|, δ): c (|e| − ½ c) is both pieces at once, also in the derivative.
    let size = error.abs()
    let inside = size.clipped(to: ...delta)
    return try (inside * (size - 0.5 * inside)).mean()
}

/// The mean of ln cosh(y − t), without overflow: e + ln(1 + e^(−2e)) − ln 2; see ``meanSquaredError(_:_:)``.
public func logCoshLoss(_ prediction: Tensor, _ target: Tensor) throws -> Tensor {
    try Tensor.checkLoss("logCoshLoss", prediction, target)
    let error = try prediction - target
    return try (error + (-2 * error).activated(.softplus)).mean() - 0.693_147_18
}

/// The mean of 1 − cos of the angle between the vectors of the last axis: 0 for the same direction, 2 for the opposite one.
///
/// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes, unless they are equal.
public func cosineDistance(_ prediction: Tensor, _ target: Tensor) throws -> Tensor {
    try Tensor.checkLoss("cosineDistance", prediction, target)
    let lengths = try prediction.norm(axes: [-1]) * target.norm(axes: [-1])
    // Vectors of length 0 have no direction: they count as orthogonal.
    let cosine = try (prediction * target).sum(axis: -1) / Tensor.maximum(lengths, 1e-12)
    return 1 - cosine.mean()
}
