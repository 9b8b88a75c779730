import CKernels

extension Model {
    /// What the regularizers of its layers add to a loss, λ₁ Σ|w| + λ₂ Σw² over their weights: a tensor of shape `[]`.
    ///
    /// `fit` adds it by itself; a loss written by hand does so with `+ model.penalty`. (In Keras, the sum of `model.losses`.)
    public var penalty: Tensor {
        var sum = Tensor(0)
        for (slot, weight) in zip(store.slots, weights) where slot.specification.isTrainable {
            guard let regularizer = slot.specification.regularizer else { continue }
            let part = weight.applying(Penalty(regularizer: regularizer))
            sum = sum.applying(Combination(kind: ck_plus, shape: []), part)
        }
        return sum
    }
}
