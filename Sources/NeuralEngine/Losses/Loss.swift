import CKernels

/// What training makes small. Each is a mean: over the batch, and over the outputs unless it says otherwise (Keras's rule).
///
/// y is the network's output, t the target.
public enum Loss: Sendable, Hashable, CaseIterable {
    /// (y − t)²
    case meanSquaredError
    /// |y − t|
    case meanAbsoluteError
    /// ½ (y − t)² for |y − t| ≤ δ, δ |y − t| − ½ δ² beyond.
    case huber(delta: Float = 1)
    /// max(1 − t y, 0) with targets ±1 (0 and 1 are read as −1 and +1). After ``ActivationFunction/sign`` in the last layer,
    /// y is the value before it.
    case hinge
    /// max(−t y, 0), the perceptron criterion; targets and a last sign as in ``hinge``.
    ///
    /// Where t y = 0 the gradient is −t, so that weights of zero learn: an example counts as wrong unless t y > 0, as in
    /// Rosenblatt's algorithm. With batches of one and gradient descent it *is* that algorithm.
    case perceptron
    /// −(t ln y + (1 − t) ln(1 − y)), y and t in [0, 1]. After a last ``ActivationFunction/sigmoid`` it is computed from the
    /// logits z: max(z, 0) − t z + ln(1 + e^−|z|), which never takes a logarithm of 0; otherwise y is kept 1e-7 off 0 and 1.
    case binaryCrossEntropy
    /// −Σ t ln y over the classes, mean over the batch; t one-hot rows or class indices. After a last
    /// ``ActivationFunction/softmax`` it is computed from the logits; otherwise y is kept at 1e-7 or more.
    case categoricalCrossEntropy

    public static let allCases: [Loss] = [
        .meanSquaredError, .meanAbsoluteError, .huber(), .hinge, .perceptron, .binaryCrossEntropy,
        .categoricalCrossEntropy,
    ]

    /// The name that commands use: `meanSquaredError`, …
    public var name: String {
        switch self {
        case .meanSquaredError: "meanSquaredError"
        case .meanAbsoluteError: "meanAbsoluteError"
        case .huber: "huber"
        case .hinge: "hinge"
        case .perceptron: "perceptron"
        case .binaryCrossEntropy: "binaryCrossEntropy"
        case .categoricalCrossEntropy: "categoricalCrossEntropy"
        }
    }

    /// The loss of a name, with its usual numbers; nil when there is none.
    public init?(name: String) {
        guard let loss = Loss.allCases.first(where: { $0.name == name }) else { return nil }
        self = loss
    }

    var kernel: ck_loss {
        switch self {
        case .meanSquaredError: ck_squared_error
        case .meanAbsoluteError: ck_absolute_error
        case .huber: ck_huber
        case .hinge: ck_hinge
        case .perceptron: ck_perceptron
        case .binaryCrossEntropy: ck_binary_cross_entropy
        case .categoricalCrossEntropy: ck_categorical_cross_entropy
        }
    }

    var delta: Float {
        if case .huber(let delta) = self { return delta }
        return 1
    }

    /// Whether targets are ±1.
    var wantsSigns: Bool { self == .hinge || self == .perceptron }

    /// How many terms the mean is over, for rows of so many outputs.
    func terms(rows: Int, columns: Int) -> Int { self == .categoricalCrossEntropy ? rows : rows * columns }

    /// Which last activation this loss takes over, to compute from what comes before it.
    func absorbs(_ function: ActivationFunction) -> Bool {
        switch self {
        case .categoricalCrossEntropy: function == .softmax
        case .binaryCrossEntropy: function == .sigmoid
        case .hinge, .perceptron: function == .sign
        default: false
        }
    }
}
