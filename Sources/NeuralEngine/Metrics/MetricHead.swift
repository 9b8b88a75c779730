import CKernels

/// A metric on one output, with its choices made: which sums a plan gives for it, and what they mean in the end.
struct MetricHead: Sendable {
    let metric: Metric
    let decision: Decision
    /// Whether targets are class indices.
    let hasClasses: Bool
    let columns: Int
    let classNames: [String]?
    /// Whether a mask skips rows; how many it leaves is then the last sum.
    let isMasked: Bool
    /// Where predictions and targets are kept for metrics that need all of them.
    let collector: PredictionCollector?

    /// - Throws: ``EngineError/Code/invalidArgument`` when the metric makes no sense here.
    init(
        _ metric: Metric, loss: Loss, absorbed: ActivationFunction?, columns: Int, targets: PreparedTargets,
        classNames: [String]?, isMasked: Bool, count: Int
    ) throws {
        self.isMasked = isMasked
        self.metric = metric
        self.columns = columns
        self.classNames = classNames
        hasClasses = targets.areClasses
        decision = Decision(
            loss: loss, absorbed: absorbed, columns: columns, targets: targets, byNumber: metric.kind == .binaryAccuracy
        )
        collector =
            metric.kind == .auc ? try PredictionCollector(count: count, hasClasses: hasClasses, columns: columns) : nil
        let isForClasses = [.accuracy, .topKAccuracy, .precision, .recall, .f1, .auc].contains(metric.kind)
        if metric.kind == .topKAccuracy {
            guard metric.k >= 1, columns > 1, metric.k <= columns else {
                throw EngineError(
                    .invalidArgument,
                    """
                    \(metric.name) looks for the class among the \(metric.k) largest of several outputs, but there \
                    \(columns == 1 ? "is 1 output" : "are \(columns)"); expected a k from 1 to \(columns).
                    """)
            }
        }
        if metric.average == .binary, classCount != 2 {
            throw EngineError(
                .invalidArgument,
                "\(metric.code) is for two classes, but there are \(columns) outputs; use .macro, .micro or .perClass.")
        }
        if isForClasses, metric.kind != .accuracy, columns == 1 {
            let thresholds = decision.thresholds
            let isBinary = targets.scalars.allSatisfy { $0 == (thresholds.target == 0 ? -1 : 0) || $0 == 1 }
            guard isBinary else {
                throw EngineError(
                    .invalidArgument,
                    "\(metric.name) is for classes, but the targets are other numbers than two labels.")
            }
        }
    }

    private var classCount: Int { columns == 1 ? 2 : columns }

    /// How many sums it takes.
    var sumCount: Int { ownSums + (isMasked ? 1 : 0) }

    private var ownSums: Int {
        switch metric.kind {
        case .precision, .recall, .f1: classCount * classCount
        case .r2: 3 * columns
        case .auc: 0
        default: 1
        }
    }

    /// - Parameter rows: rows of the last axis in a batch.
    func emit(
        into plan: inout PlanEmitter, prediction: UnsafePointer<Float>, target: UnsafePointer<Float>,
        mask: UnsafePointer<Float>?, result: UnsafeMutablePointer<Double>, rows: Int
    ) {
        let needsRows = hasClasses && ![.accuracy, .topKAccuracy, .precision, .recall, .f1, .auc].contains(metric.kind)
        // Scratch for the gradient that the losses' kernels give by the way, for one-hot rows of class indices, and for the
        // rows that a mask leaves.
        let space = plan.scratch(rows * columns * 4)
        plan.emit(
            MetricKernel(
                kind: metric.kind, decision: decision, k: metric.k, prediction: prediction, target: target,
                hasClasses: hasClasses, result: result, gradient: space,
                expanded: needsRows ? space + rows * columns : nil, mask: mask, kept: space + 2 * rows * columns,
                count: result + ownSums, collector: collector?.memory, rows: rows,
                columns: columns))
    }

    /// Before an epoch.
    func reset() { collector?.reset() }

    /// The numbers that sums over so many rows stand for, by name.
    func values(sums: UnsafePointer<Double>, rows: Int) -> [(name: String, value: Double)] {
        let rows = isMasked ? Int(sums[ownSums]) : rows
        let mean = sums[0] / Double(rows * columns)
        switch metric.kind {
        case .accuracy, .binaryAccuracy:
            return [(metric.name, sums[0] / Double(decision.terms(rows: rows, columns: columns)))]
        case .topKAccuracy: return [(metric.name, sums[0] / Double(rows))]
        case .meanAbsoluteError, .meanSquaredError, .meanAbsolutePercentageError: return [(metric.name, mean)]
        case .rootMeanSquaredError: return [(metric.name, mean.squareRoot())]
        case .cosineSimilarity: return [(metric.name, -sums[0] / Double(rows))]
        case .r2: return [(metric.name, r2(sums, rows: Double(rows)))]
        case .auc: return [(metric.name, collector?.areaUnderCurve(decision) ?? .nan)]
        case .precision, .recall, .f1: return matrix(sums).values(of: metric)
        }
    }

    /// The counts of a precision, recall or F1.
    func matrix(_ sums: UnsafePointer<Double>) -> ConfusionMatrix {
        ConfusionMatrix(
            uncheckedCounts: (0..<classCount).map { row in
                (0..<classCount).map { Int(sums[row * classCount + $0]) }
            }, classNames: classNames)
    }

    private func r2(_ sums: UnsafePointer<Double>, rows: Double) -> Double {
        let parts = (0..<columns).map { column in
            let variation = sums[3 * column + 2] - sums[3 * column + 1] * sums[3 * column + 1] / rows
            return variation > 0 ? 1 - sums[3 * column] / variation : Double.nan
        }
        return parts.reduce(0, +) / Double(columns)
    }
}
