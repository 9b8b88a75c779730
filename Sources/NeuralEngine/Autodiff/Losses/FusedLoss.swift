import CKernels

/// A loss whose gradient was computed along with its value, in one pass over the predictions.
struct FusedLoss: UnaryOperation {
    let loss: Float
    let slope: Tensor

    func value(_ input: Tensor) -> Tensor { Tensor(loss) }

    func gradient(_ upstream: Tensor, input: Tensor, output: Tensor) throws -> Tensor {
        if !upstream.isTracked, upstream.scalars == [1] { return slope }
        return try slope * upstream
    }
}

extension Tensor {
    /// Whether a gradient through this prediction is the first derivative by it alone, which fused losses know.
    func fits(fusedWith target: Tensor) -> Bool { !target.isTracked && living.node?.below == nil }

    /// The mean of an element-wise loss of the engine's kernels.
    static func loss(
        _ kind: ck_loss, _ prediction: Tensor, _ target: Tensor, delta: Float = 1, terms: Int, name: String
    ) throws -> Tensor {
        var sum = 0.0
        let slope = Tensor.computing(shape: prediction.shape, prediction, target) { gradient, y, t in
            sum = ck_element_loss(gradient, y, t, kind, delta, 1 / Float(terms), prediction.count)
        }
        return prediction.applying(FusedLoss(loss: Float(sum / Double(terms)), slope: slope))
    }

    /// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes, unless they are equal: a prediction of `[batch, 1]` and a
    ///   target of `[batch]` would be repeated to `[batch, batch]`, which nobody wants of a loss.
    static func checkLoss(_ name: String, _ prediction: Tensor, _ target: Tensor) throws {
        guard prediction.shape == target.shape else {
            throw EngineError(
                .shapeMismatch,
                """
                \(name) compares a prediction of shape \(shapeText(prediction.shape)) with a target of shape \
                \(shapeText(target.shape)): they have to be equal; see reshaped(_:).
                """)
        }
        guard prediction.count > 0 else {
            throw EngineError(
                .invalidArgument, "\(name) of no numbers is none: the shapes are \(shapeText(target.shape)).")
        }
    }
}
