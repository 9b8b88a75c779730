import NeuralEngine

/// A loss's definition: y the outputs, t targets of the same shape (one-hot rows for classes).
struct ReferenceLoss {
    let loss: Loss

    /// The mean over all rows; of those that a mask keeps, where there is one.
    func value<Value: NumberArray>(_ y: Value, _ targets: Value, mask: [Bool]? = nil) throws -> Value {
        let columns = y.shape.last ?? 1
        let rows = y.shape.reduce(1, *) / columns
        let flat = try y.reshaped([rows, columns])
        let t = try smoothed(targets.reshaped([rows, columns]), columns: columns)
        let terms = try isOfRows ? rowTerms(flat, t) : elementTerms(flat, t).mean(axes: [1])
        guard let mask, mask.count == rows else { return try terms.mean(axes: [0]) }
        let kept = mask.count { $0 }
        // Nothing counts where nothing is kept.
        return try terms.kept(where: mask).sum(axes: [0], keepDimensions: false) * (1 / Float(max(kept, 1)))
    }

    private var isOfRows: Bool {
        loss.takesClasses || ["klDivergence", "cosineSimilarity"].contains(loss.name)
    }

    private func smoothed<Value: NumberArray>(_ t: Value, columns: Int) throws -> Value {
        guard loss.labelSmoothing > 0 else { return t }
        let classes = loss.takesClasses ? columns : 2
        return t * (1 - loss.labelSmoothing) + loss.labelSmoothing / Float(classes)
    }

    private func elementTerms<Value: NumberArray>(_ y: Value, _ t: Value) throws -> Value {
        let e = try y - t
        let edge: Float = 1e-7
        switch loss.name {
        case "meanSquaredError": return try e * e
        case "meanAbsoluteError": return e.abs()
        case "meanAbsolutePercentageError": return try e.abs() / Value.maximum(t.abs(), edge) * 100
        case "meanSquaredLogarithmicError":
            let d = try (Value.maximum(y, edge) + 1).log() - (Value.maximum(t, edge) + 1).log()
            return try d * d
        case "huber":
            let inside = Value.minimum(e.abs(), loss.delta)
            return try inside * inside * 0.5 + (e.abs() - inside) * loss.delta
        case "logCosh":
            return try e.abs() + ((e.abs() * -2).exp() + 1).log() + Value(shape: [], doubles: [-0.6931471805599453])
        case "hinge": return try Value.maximum(t * y * -1 + 1, 0)
        case "squaredHinge":
            let margin = try Value.maximum(t * y * -1 + 1, 0)
            return try margin * margin
        case "perceptron": return try Value.maximum(t * y * -1, 0)
        case "poisson": return try y - t * (y + edge).log()
        case "binaryCrossEntropy": return try binaryEntropy(y, t)
        default:
            let q =
                loss.fromLogits
                ? try y.activated(.sigmoid) : Value.minimum(Value.maximum(y, edge), 1 - edge)
            let rest = loss.fromLogits ? try (y * -1).activated(.sigmoid) : q * -1 + 1
            let wrong = try t * rest + (t * -1 + 1) * q
            let weight = loss.alpha < 0 ? t * 0 + 1 : t * (2 * loss.alpha - 1) + (1 - loss.alpha)
            return try weight * wrong.power(loss.delta) * binaryEntropy(y, t)
        }
    }

    private func binaryEntropy<Value: NumberArray>(_ y: Value, _ t: Value) throws -> Value {
        if loss.fromLogits {
            return try Value.maximum(y, 0) - t * y + ((y.abs() * -1).exp() + 1).log()
        }
        let q = Value.minimum(Value.maximum(y, 1e-7), 1 - 1e-7)
        return try (t * q.log() + (t * -1 + 1) * (q * -1 + 1).log()) * -1
    }

    private func rowTerms<Value: NumberArray>(_ y: Value, _ t: Value) throws -> Value {
        func sum(_ terms: Value) throws -> Value { try terms.sum(axes: [1], keepDimensions: false) }
        switch loss.name {
        case "categoricalHinge":
            let rival = try ((t * -1 + 1) * y).max(axes: [1], keepDimensions: false)
            return try Value.maximum(rival - sum(t * y) + 1, 0)
        case "klDivergence":
            let shares = Value.minimum(Value.maximum(t, 1e-7), 1)
            let q = Value.minimum(Value.maximum(y, 1e-7), 1)
            return try sum(shares * (shares.log() - q.log()))
        case "cosineSimilarity":
            let norms = try Value.maximum(sum(y * y), 1e-12) * Value.maximum(sum(t * t), 1e-12)
            return try sum(y * t) / norms.squareRoot() * -1
        default:
            let logs = loss.fromLogits ? try y.activated(.logSoftmax) : Value.maximum(y, 1e-7).log()
            return try sum(t * logs) * -1
        }
    }
}
