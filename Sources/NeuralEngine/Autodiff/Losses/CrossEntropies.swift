import CKernels

/// The cross entropy of softmax and class labels, computed from the logits z: the mean over the rows of ln Σ e^zⱼ − z_label.
///
/// - Parameters:
///   - logits: `[batch, classes]`, before any softmax; more leading axes are taken as one batch.
///   - labels: one class for each row.
/// - Throws: ``EngineError/Code/shapeMismatch`` when there are not as many labels as rows,
///   ``EngineError/Code/invalidArgument`` when a label lies outside of the classes.
public func softmaxCrossEntropy(logits: Tensor, labels: [Int]) throws -> Tensor {
    let classes = logits.shape.last ?? 0
    guard classes > 0, labels.count * classes == logits.count, !labels.isEmpty else {
        throw EngineError(
            .shapeMismatch,
            """
            softmaxCrossEntropy got \(labels.count) labels for logits of shape \(shapeText(logits.shape)): \
            one label a row of [batch, classes].
            """)
    }
    let target = try Tensor.oneHot(labels, classes: classes).applying(Reshaping(shape: logits.shape))
    return try softmaxCrossEntropy(logits, target)
}

/// As ``softmaxCrossEntropy(logits:labels:)-(_,[Int])``, with labels of shape `[batch]`, or a distribution over the classes for
/// each row (one-hot rows, or soft labels) of the logits' shape: the mean over the rows of −Σ t ln softmax(z).
public func softmaxCrossEntropy(logits: Tensor, labels: Tensor) throws -> Tensor {
    if labels.shape == logits.shape, logits.rank > 0 {
        try Tensor.checkLoss("softmaxCrossEntropy", logits, labels)
        return try softmaxCrossEntropy(logits, labels)
    }
    guard logits.shape.dropLast() == labels.shape[...] else {
        throw EngineError(
            .shapeMismatch,
            """
            softmaxCrossEntropy got labels of shape \(shapeText(labels.shape)) for logits of shape \
            \(shapeText(logits.shape)): one class a row, or a distribution of the logits' shape.
            """)
    }
    return try softmaxCrossEntropy(logits: logits, labels: labels.labels())
}

private func softmaxCrossEntropy(_ logits: Tensor, _ target: Tensor) throws -> Tensor {
    let columns = logits.shape.last ?? 1
    let rows = logits.count / columns
    guard logits.fits(fusedWith: target) else {
        return try -(target * logits.logSoftmax()).sum() / Float(rows)
    }
    var sum = 0.0
    let slope = Tensor.computing(shape: logits.shape, logits, target) { gradient, z, t in
        withUnsafeTemporaryAllocation(of: Float.self, capacity: logits.count) { probability in
            guard let probability = probability.baseAddress else { return }
            sum = ck_softmax_cross_entropy(gradient, probability, z, t, 1 / Float(rows), rows, columns)
        }
    }
    return logits.applying(FusedLoss(loss: Float(sum / Double(rows)), slope: slope))
}

/// The cross entropy of sigmoid and labels in [0, 1], computed from the logits: the mean of ln(1 + eᶻ) − t z.
///
/// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes, unless they are equal.
public func sigmoidCrossEntropy(logits: Tensor, labels: Tensor) throws -> Tensor {
    try Tensor.checkLoss("sigmoidCrossEntropy", logits, labels)
    guard logits.fits(fusedWith: labels) else {
        return try (logits.activated(.softplus) - labels * logits).mean()
    }
    let count = logits.count
    var sum = 0.0
    let slope = Tensor.computing(shape: logits.shape, logits, labels) { gradient, z, t in
        withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { probability in
            guard let probability = probability.baseAddress else { return }
            sum = ck_sigmoid_cross_entropy(gradient, probability, z, t, 1 / Float(count), count)
        }
    }
    return logits.applying(FusedLoss(loss: Float(sum / Double(count)), slope: slope))
}

/// The mean of −(t ln y + (1 − t) ln(1 − y)) for probabilities y, kept 1e-7 off 0 and 1; from logits
/// ``sigmoidCrossEntropy(logits:labels:)`` is exact.
///
/// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes, unless they are equal.
public func binaryCrossEntropy(_ prediction: Tensor, _ target: Tensor) throws -> Tensor {
    try Tensor.checkLoss("binaryCrossEntropy", prediction, target)
    let y = prediction.clipped(to: 1e-7...(1 - 1e-7))
    return try -(target * y.log() + (1 - target) * (1 - y).log()).mean()
}

/// The mean over the rows of −Σ t ln y for probabilities y kept at 1e-7 or more; from logits
/// ``softmaxCrossEntropy(logits:labels:)-(_,Tensor)`` is exact.
///
/// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes, unless they are equal.
public func categoricalCrossEntropy(_ prediction: Tensor, _ target: Tensor) throws -> Tensor {
    try Tensor.checkLoss("categoricalCrossEntropy", prediction, target)
    let rows = prediction.count / (prediction.shape.last ?? 1)
    return try -(target * prediction.clipped(to: 1e-7...).log()).sum() / Float(rows)
}

/// Kullback and Leibler's divergence of the prediction from the target: the mean over the rows of Σ t ln(t / y), both kept at
/// 1e-7 or more.
///
/// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes, unless they are equal.
public func klDivergence(_ prediction: Tensor, _ target: Tensor) throws -> Tensor {
    try Tensor.checkLoss("klDivergence", prediction, target)
    let rows = prediction.count / (prediction.shape.last ?? 1)
    let (y, t) = (prediction.clipped(to: 1e-7...), target.clipped(to: 1e-7...))
    return try (t * (t.log() - y.log())).sum() / Float(rows)
}
