// Two, three and four arguments by name; for more, put the tensors in a list.

/// The gradients of a function of two tensors: `let (dw, db) = try gradient(of: { w, b in … }, at: w, b)`.
///
/// See ``gradient(of:at:)-(_,Tensor)``.
public func gradient(
    of function: (Tensor, Tensor) throws -> Tensor, at first: Tensor, _ second: Tensor
) throws -> (Tensor, Tensor) {
    try valueWithGradient(at: first, second, of: function).gradient
}

/// As ``gradient(of:at:_:)``, with the function behind: `gradient(at: w, b) { w, b in … }`.
public func gradient(
    at first: Tensor, _ second: Tensor, of function: (Tensor, Tensor) throws -> Tensor
) throws -> (Tensor, Tensor) {
    try valueWithGradient(at: first, second, of: function).gradient
}

/// The gradients of a function of three tensors.
public func gradient(
    of function: (Tensor, Tensor, Tensor) throws -> Tensor, at first: Tensor, _ second: Tensor, _ third: Tensor
) throws -> (Tensor, Tensor, Tensor) {
    try valueWithGradient(at: first, second, third, of: function).gradient
}

/// The gradients of a function of three tensors, with the function behind.
public func gradient(
    at first: Tensor, _ second: Tensor, _ third: Tensor, of function: (Tensor, Tensor, Tensor) throws -> Tensor
) throws -> (Tensor, Tensor, Tensor) {
    try valueWithGradient(at: first, second, third, of: function).gradient
}

/// The gradients of a function of four tensors, such as two layers' weights.
public func gradient(
    of function: (Tensor, Tensor, Tensor, Tensor) throws -> Tensor, at first: Tensor, _ second: Tensor, _ third: Tensor,
    _ fourth: Tensor
) throws -> (Tensor, Tensor, Tensor, Tensor) {
    try valueWithGradient(at: first, second, third, fourth, of: function).gradient
}

/// The gradients of a function of four tensors, with the function behind.
public func gradient(
    at first: Tensor, _ second: Tensor, _ third: Tensor, _ fourth: Tensor,
    of function: (Tensor, Tensor, Tensor, Tensor) throws -> Tensor
) throws -> (Tensor, Tensor, Tensor, Tensor) {
    try valueWithGradient(at: first, second, third, fourth, of: function).gradient
}

/// The value of a function of two tensors and its gradients:
/// `let (loss, (dw, db)) = try valueWithGradient(at: w, b) { w, b in … }`.
public func valueWithGradient(
    at first: Tensor, _ second: Tensor, of function: (Tensor, Tensor) throws -> Tensor
) throws -> (value: Tensor, gradient: (Tensor, Tensor)) {
    let (value, slopes) = try Differentiation.run([first, second]) { try function($0[0], $0[1]) }
    return (value, (slopes[0], slopes[1]))
}

/// As ``valueWithGradient(at:_:of:)``, with the function in front.
public func valueWithGradient(
    of function: (Tensor, Tensor) throws -> Tensor, at first: Tensor, _ second: Tensor
) throws -> (value: Tensor, gradient: (Tensor, Tensor)) {
    try valueWithGradient(at: first, second, of: function)
}

/// The value of a function of three tensors and its gradients.
public func valueWithGradient(
    at first: Tensor, _ second: Tensor, _ third: Tensor, of function: (Tensor, Tensor, Tensor) throws -> Tensor
) throws -> (value: Tensor, gradient: (Tensor, Tensor, Tensor)) {
    let (value, slopes) = try Differentiation.run([first, second, third]) { try function($0[0], $0[1], $0[2]) }
    return (value, (slopes[0], slopes[1], slopes[2]))
}

/// The value of a function of three tensors and its gradients, with the function in front.
public func valueWithGradient(
    of function: (Tensor, Tensor, Tensor) throws -> Tensor, at first: Tensor, _ second: Tensor, _ third: Tensor
) throws -> (value: Tensor, gradient: (Tensor, Tensor, Tensor)) {
    try valueWithGradient(at: first, second, third, of: function)
}

/// The value of a function of four tensors and its gradients.
public func valueWithGradient(
    at first: Tensor, _ second: Tensor, _ third: Tensor, _ fourth: Tensor,
    of function: (Tensor, Tensor, Tensor, Tensor) throws -> Tensor
) throws -> (value: Tensor, gradient: (Tensor, Tensor, Tensor, Tensor)) {
    let (value, slopes) = try Differentiation.run([first, second, third, fourth]) {
        try function($0[0], $0[1], $0[2], $0[3])
    }
    return (value, (slopes[0], slopes[1], slopes[2], slopes[3]))
}

/// The value of a function of four tensors and its gradients, with the function in front.
public func valueWithGradient(
    of function: (Tensor, Tensor, Tensor, Tensor) throws -> Tensor, at first: Tensor, _ second: Tensor, _ third: Tensor,
    _ fourth: Tensor
) throws -> (value: Tensor, gradient: (Tensor, Tensor, Tensor, Tensor)) {
    try valueWithGradient(at: first, second, third, fourth, of: function)
}
