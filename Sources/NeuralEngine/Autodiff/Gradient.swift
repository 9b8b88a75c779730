/// The gradient of a function of a tensor: how fast its result, one number, grows with each number of the argument.
///
/// ```swift
/// let w: Tensor = [1, 2, 3]
/// try gradient(of: { w in (w * w).sum() }, at: w)      // 2 w = [2, 4, 6]
/// ```
///
/// The function is ordinary Swift, with loops and conditions: its tensor operations are recorded while it runs (a tape), and
/// then gone through backwards (reverse mode, Linnainmaa 1970). Inside of it, another gradient may be taken, of which this one
/// is then the second derivative. Where a function has a corner (relu, abs, max of equal numbers) the gradient is one of the
/// subgradients, as PyTorch has them.
///
/// - Parameters:
///   - function: gives a tensor of one number, such as a loss's mean.
///   - argument: where the gradient is taken.
/// - Returns: a tensor of the argument's shape.
/// - Throws: what the function throws; ``EngineError/Code/shapeMismatch`` when its result is not one number;
///   ``EngineError/Code/notDifferentiable`` when its result does not depend on the argument by tensor operations.
public func gradient(of function: (Tensor) throws -> Tensor, at argument: Tensor) throws -> Tensor {
    try valueWithGradient(of: function, at: argument).gradient
}

/// As ``gradient(of:at:)-(_,Tensor)``, with the function behind: `gradient(at: w) { w in … }`.
public func gradient(at argument: Tensor, of function: (Tensor) throws -> Tensor) throws -> Tensor {
    try valueWithGradient(of: function, at: argument).gradient
}

/// The gradients by each tensor of a list, such as the weights of a network; a tensor without influence has zeros.
public func gradient(of function: ([Tensor]) throws -> Tensor, at arguments: [Tensor]) throws -> [Tensor] {
    try Differentiation.run(arguments, function).gradients
}

/// As ``gradient(of:at:)-(_,[Tensor])``, with the function behind.
public func gradient(at arguments: [Tensor], of function: ([Tensor]) throws -> Tensor) throws -> [Tensor] {
    try Differentiation.run(arguments, function).gradients
}

/// The value of a function and its gradient, for the cost of the gradient alone; see ``gradient(of:at:)-(_,Tensor)``.
///
/// ```swift
/// for _ in 0..<200 {
///     let (loss, slope) = try valueWithGradient(at: w) { w in try meanSquaredError(x.matmul(w), t) }
///     try w -= 0.1 * slope
/// }
/// ```
public func valueWithGradient(
    of function: (Tensor) throws -> Tensor, at argument: Tensor
) throws -> (value: Tensor, gradient: Tensor) {
    let (value, gradients) = try Differentiation.run([argument]) { try function($0[0]) }
    return (value, gradients[0])
}

/// As ``valueWithGradient(of:at:)-(_,Tensor)``, with the function behind: `valueWithGradient(at: w) { w in … }`.
public func valueWithGradient(
    at argument: Tensor, of function: (Tensor) throws -> Tensor
) throws -> (value: Tensor, gradient: Tensor) {
    try valueWithGradient(of: function, at: argument)
}

/// The value of a function of a list of tensors, and its gradient by each.
public func valueWithGradient(
    of function: ([Tensor]) throws -> Tensor, at arguments: [Tensor]
) throws -> (value: Tensor, gradient: [Tensor]) {
    let (value, gradients) = try Differentiation.run(arguments, function)
    return (value, gradients)
}

/// As ``valueWithGradient(of:at:)-(_,[Tensor])``, with the function behind.
public func valueWithGradient(
    at arguments: [Tensor], of function: ([Tensor]) throws -> Tensor
) throws -> (value: Tensor, gradient: [Tensor]) {
    try valueWithGradient(of: function, at: arguments)
}
