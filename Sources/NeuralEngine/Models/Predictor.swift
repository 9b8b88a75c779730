/// Anything that answers examples: networks, perceptrons. What pictures of a decision boundary are drawn from.
public protocol Predictor {
    /// The answers to a batch: `[batch, features…]` to `[batch, outputs…]`.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` when the features are not those it was made for.
    func predict(_ features: Tensor) throws -> Tensor
}
