import CKernels

/// A metric with its choices made.
enum MetricKernel: Sendable {
    case largest, half, sign, meanAbsoluteError, meanSquaredError

    /// How many terms the mean is over.
    func terms(rows: Int, columns: Int) -> Int { self == .largest ? rows : rows * columns }

    func emit(
        into plan: inout PlanEmitter, prediction: UnsafePointer<Float>, target: UnsafePointer<Float>,
        result: UnsafeMutablePointer<Double>, rows: Int, columns: Int
    ) {
        func match(_ kind: ck_match) -> MatchKernel {
            MatchKernel(
                prediction: prediction, target: target, result: result, kind: kind, rows: rows, columns: columns)
        }
        func error(_ kind: ck_loss) -> LossKernel {
            LossKernel(
                prediction: prediction, target: target, gradient: plan.scratch(rows * columns), result: result,
                kind: kind, delta: 1, scale: 1, count: rows * columns)
        }
        switch self {
        case .largest: plan.emit(match(ck_match_largest))
        case .half: plan.emit(match(ck_match_half))
        case .sign: plan.emit(match(ck_match_sign))
        case .meanAbsoluteError: plan.emit(error(ck_absolute_error))
        case .meanSquaredError: plan.emit(error(ck_squared_error))
        }
    }
}
