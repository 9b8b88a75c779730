import CKernels

/// Which answer an output gives, and which one a target asks for.
enum Decision: Sendable, BitwiseCopyable {
    /// The class of the largest number of a row.
    case largest
    /// Both on one side of ½ each.
    case half
    /// Both on one side of 0 each.
    case sign
    /// Logits against 0 and 1.
    case logit
    /// A step's output against ±1.
    case halfSign

    /// What goes with a loss and targets in its form.
    ///
    /// - Parameter byNumber: whether each number is an answer of its own, whatever the loss.
    init(
        loss: Loss, absorbed: ActivationFunction?, columns: Int, targets: PreparedTargets, byNumber: Bool = false
    ) {
        if !byNumber, columns > 1 || loss.takesClasses {
            self = .largest
        } else if loss.fromLogits {
            self = .logit
        } else if loss.wantsSigns {
            self = absorbed == .step ? .halfSign : .sign
        } else if targets.scalars.contains(-1), targets.scalars.allSatisfy({ $0 == -1 || $0 == 1 }) {
            self = .sign
        } else {
            self = .half
        }
    }

    /// How many answers there are.
    func terms(rows: Int, columns: Int) -> Int { self == .largest ? rows : rows * columns }

    /// How many are right.
    func matches(
        _ prediction: UnsafePointer<Float>, target: UnsafePointer<Float>, hasClasses: Bool, rows: Int, columns: Int
    ) -> Int {
        guard !hasClasses else {
            let targets = ck_row_targets(values: target, are_classes: 1, on: 1, off: 0)
            return ck_class_matches(prediction, targets, rows, columns)
        }
        let kind =
            switch self {
            case .largest: ck_match_largest
            case .half: ck_match_half
            case .sign: ck_match_sign
            case .logit: ck_match_logit
            case .halfSign: ck_match_half_sign
            }
        return ck_matches(prediction, target, kind, rows, columns)
    }

    /// Above which number a single output, and its target, are class 1. Zero counts as +1 among signs.
    var thresholds: (prediction: Float, target: Float) {
        switch self {
        case .largest, .half: (0.5, 0.5)
        case .sign: (-.leastNonzeroMagnitude, 0)
        case .logit: (0, 0.5)
        case .halfSign: (0.5, 0)
        }
    }
}
