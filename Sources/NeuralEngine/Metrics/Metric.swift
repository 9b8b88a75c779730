/// What is reported beside the loss.
public enum Metric: String, CaseIterable, Sendable, Hashable {
    /// The part of right answers, from 0 to 1. Which answer an output gives depends on the loss and the targets:
    /// - several outputs, or categoricalCrossEntropy: the class of the largest output;
    /// - one output with hinge or perceptron, or targets of −1 and +1: its sign, with 0 counting as +1;
    /// - otherwise: whether it is above ½.
    case accuracy
    /// Mean of |y − t|.
    case meanAbsoluteError
    /// Mean of (y − t)².
    case meanSquaredError

    /// The kernel that counts, for a given loss and targets in that loss's form.
    func kernel(loss: Loss, columns: Int, targets: [Float]) -> MetricKernel {
        switch self {
        case .meanAbsoluteError: return .meanAbsoluteError
        case .meanSquaredError: return .meanSquaredError
        case .accuracy:
            if columns > 1 || loss == .categoricalCrossEntropy { return .largest }
            if loss.wantsSigns || (targets.contains(-1) && targets.allSatisfy { $0 == -1 || $0 == 1 }) { return .sign }
            return .half
        }
    }
}
