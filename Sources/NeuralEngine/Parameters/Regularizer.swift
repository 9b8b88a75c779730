/// A penalty on the size of weights that is added to the loss, so that the network stays simple.
///
/// Keras's rule: λ₁ Σ|w| + λ₂ Σw² over the weights of one array, whatever the batch size.
public struct Regularizer: Sendable, Hashable {
    /// λ₁, which drives weights to exactly 0 (Tibshirani 1996, the lasso).
    public let l1: Float
    /// λ₂, which keeps all weights small (ridge regression, weight decay).
    public let l2: Float

    /// λ₁ Σ|w|.
    public static func l1(_ factor: Float = 0.01) -> Regularizer { Regularizer(l1: factor, l2: 0) }
    /// λ₂ Σw².
    public static func l2(_ factor: Float = 0.01) -> Regularizer { Regularizer(l1: 0, l2: factor) }
    /// λ₁ Σ|w| + λ₂ Σw² (the elastic net).
    public static func l1l2(l1: Float = 0.01, l2: Float = 0.01) -> Regularizer { Regularizer(l1: l1, l2: l2) }

    init(l1: Float, l2: Float) {
        self.l1 = l1
        self.l2 = l2
    }

    /// - Throws: ``EngineError/Code/invalidArgument`` when a factor is negative or no number.
    func validate() throws {
        for (name, factor) in [("l1", l1), ("l2", l2)] where !(factor.isFinite && factor >= 0) {
            throw EngineError(
                .invalidArgument,
                "The regularizer's \(name) is \(compactText(Double(factor))), expected 0 or more, such as 0.01.")
        }
    }

    /// How it is written in Swift.
    var code: String {
        if l2 == 0 { return ".l1(\(compactText(Double(l1))))" }
        if l1 == 0 { return ".l2(\(compactText(Double(l2))))" }
        return ".l1l2(l1: \(compactText(Double(l1))), l2: \(compactText(Double(l2))))"
    }
}
