/// What training makes small: y is the network's output, t the target.
///
/// Losses of numbers are means over the batch and all outputs; losses of rows (cross entropies of classes, Kullback and
/// Leibler's divergence, cosine, categorical hinge) are sums over the last axis and means over everything else. That is Keras's
/// rule. With weights, each row's loss is multiplied by the row's weight before the mean, which is over the *count* of rows,
/// not over the sum of the weights: weights with a mean of 1 keep the size of the steps. Steps of a sequence that a mask skips
/// (``Masking``, ``Embedding`` with `maskZero`) count neither in the loss nor in metrics, and the others share their weight.
///
/// Most are one name (`.meanSquaredError`); those that have numbers can be given them (`.huber(delta: 0.5)`) or not (`.huber`).
public struct Loss: Sendable, Hashable {
    let kind: Kind
    /// Huber's δ, focal's γ; 1 otherwise.
    package let delta: Float
    /// Focal's weight of the positive answer; negative for none.
    package let alpha: Float
    /// Whether y are logits, numbers before a sigmoid or softmax, in place of probabilities.
    public let fromLogits: Bool
    /// The part of certainty that targets give up: t (1 − s) + s / classes, or t (1 − s) + s / 2 for one output.
    public let labelSmoothing: Float

    init(_ kind: Kind, delta: Float = 1, alpha: Float = -1, fromLogits: Bool = false, labelSmoothing: Float = 0) {
        self.kind = kind
        self.delta = delta
        self.alpha = alpha
        self.fromLogits = fromLogits
        self.labelSmoothing = labelSmoothing
    }

    /// (y − t)²
    public static let meanSquaredError = Loss(.meanSquaredError)
    /// |y − t|
    public static let meanAbsoluteError = Loss(.meanAbsoluteError)
    /// 100 |y − t| / max(|t|, 1e-7)
    public static let meanAbsolutePercentageError = Loss(.meanAbsolutePercentageError)
    /// (ln(1 + y) − ln(1 + t))², y and t not below 1e-7.
    public static let meanSquaredLogarithmicError = Loss(.meanSquaredLogarithmicError)
    /// ½ (y − t)² for |y − t| ≤ 1, |y − t| − ½ beyond (Huber 1964). See ``huber(delta:)``.
    public static let huber = Loss(.huber)
    /// ln cosh(y − t): quadratic near 0, straight far from it.
    public static let logCosh = Loss(.logCosh)
    /// 1 for a wrong answer, 0 for a right one: ½ |t − sign y|, for targets ±1. What counts as an answer is written at
    /// ``Metric/accuracy``. It is reported; trained on, it throws, since its derivative is 0 wherever it exists.
    public static let zeroOne = Loss(.zeroOne)
    /// max(−t y, 0), the perceptron criterion; targets and a last sign as in ``hinge``.
    ///
    /// Where t y = 0 the gradient is −t, so that weights of zero learn: an example counts as wrong unless t y > 0, as in
    /// Rosenblatt's algorithm. With batches of one and gradient descent it *is* that algorithm.
    public static let perceptron = Loss(.perceptron)
    /// max(1 − t y, 0) with targets ±1 (0 and 1 are read as −1 and +1). After ``ActivationFunction/sign`` or
    /// ``ActivationFunction/step`` in the last layer, y is the value before it.
    public static let hinge = Loss(.hinge)
    /// max(1 − t y, 0)², targets and a last sign as in ``hinge``.
    public static let squaredHinge = Loss(.squaredHinge)
    /// max(1 + largest y of the wrong classes − y of the right one, 0) over the last axis; t one-hot rows or class indices.
    /// (Keras's largest is that of (1 − t) y, so never below 0.)
    public static let categoricalHinge = Loss(.categoricalHinge)
    /// −(t ln y + (1 − t) ln(1 − y)), y and t in [0, 1]. After a last ``ActivationFunction/sigmoid``, or from logits, it is
    /// max(z, 0) − t z + ln(1 + e^−|z|), which never takes a logarithm of 0; otherwise y is kept 1e-7 off 0 and 1.
    public static let binaryCrossEntropy = Loss(.binaryCrossEntropy)
    /// Binary cross entropy times (1 − p)², where p is the probability given to the right answer (Lin et al. 2017).
    public static let binaryFocalCrossEntropy = Loss.binaryFocalCrossEntropy()
    /// −Σ t ln y over the classes; t one-hot rows or class indices. After a last ``ActivationFunction/softmax``, or from
    /// logits, it is computed from the logits; otherwise y is kept at 1e-7 or more.
    public static let categoricalCrossEntropy = Loss(.categoricalCrossEntropy)
    /// As ``categoricalCrossEntropy``, with class indices alone: one number a row, `[batch]` beside outputs `[batch, classes]`
    /// or `[batch, time]` beside `[batch, time, classes]`.
    public static let sparseCategoricalCrossEntropy = Loss(.sparseCategoricalCrossEntropy)
    /// Σ t ln(t / y) over the last axis (Kullback and Leibler 1951), y and t kept in [1e-7, 1].
    public static let klDivergence = Loss(.klDivergence)
    /// y − t ln(y + 1e-7): Poisson's likelihood of counts t for rates y.
    public static let poisson = Loss(.poisson)
    /// −(y · t) / (|y| |t|) over the last axis: −1 for the same direction, 1 for the opposite.
    public static let cosineSimilarity = Loss(.cosineSimilarity)
}
