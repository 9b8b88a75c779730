import CKernels

/// The sums that a metric takes of a batch.
struct MetricKernel: PlanKernel {
    let kind: Metric.Kind
    let decision: Decision
    let k: Int
    let prediction: UnsafePointer<Float>
    let target: UnsafePointer<Float>
    let hasClasses: Bool
    let result: UnsafeMutablePointer<Double>
    let gradient: UnsafeMutablePointer<Float>
    /// Where class indices become rows; nil when they need not.
    let expanded: UnsafeMutablePointer<Float>?
    /// Which rows count; nil when all do.
    let mask: UnsafePointer<Float>?
    /// Where the rows that count are put together: predictions, then targets.
    let kept: UnsafeMutablePointer<Float>
    /// How many count; written under a mask only.
    let count: UnsafeMutablePointer<Double>
    let collector: UnsafeMutablePointer<CollectedPredictions>?
    let rows: Int
    let columns: Int

    static var entry: KernelEntry {
        { address in address.assumingMemoryBound(to: MetricKernel.self).pointee.run() }
    }

    private func run() {
        guard let mask else {
            run(prediction, target, rows: rows)
            return
        }
        let width = hasClasses ? 1 : columns
        let targets = kept + rows * columns
        var place = 0
        for row in 0..<rows where mask[row] != 0 {
            (kept + place * columns).update(from: prediction + row * columns, count: columns)
            (targets + place * width).update(from: target + row * width, count: width)
            place += 1
        }
        count.pointee = Double(place)
        run(UnsafePointer(kept), UnsafePointer(targets), rows: place)
    }

    private func run(_ prediction: UnsafePointer<Float>, _ target: UnsafePointer<Float>, rows: Int) {
        var target = target
        if let expanded {
            ck_class_rows(expanded, target, 1, 0, rows, columns)
            target = UnsafePointer(expanded)
        }
        let classes = ck_row_targets(values: target, are_classes: hasClasses ? 1 : 0, on: 1, off: 0)
        switch kind {
        case .accuracy, .binaryAccuracy:
            result.pointee = Double(
                decision.matches(
                    prediction, target: target, hasClasses: hasClasses && expanded == nil, rows: rows, columns: columns)
            )
        case .topKAccuracy: result.pointee = Double(ck_top_matches(prediction, classes, k, rows, columns))
        case .precision, .recall, .f1:
            let count = columns == 1 ? 2 : columns
            result.update(repeating: 0, count: count * count)
            let (own, wanted) = decision.thresholds
            let targets = ck_row_targets(
                values: target, are_classes: hasClasses ? 1 : 0, on: columns == 1 ? own : 1,
                off: columns == 1 ? wanted : 0)
            ck_count_classes(result, prediction, targets, rows, columns)
        case .auc: collector?.pointee.add(prediction: prediction, target: target, rows: rows)
        case .r2:
            result.update(repeating: 0, count: 3 * columns)
            ck_variation(result, prediction, target, rows, columns)
        case .cosineSimilarity:
            let targets = ck_row_targets(values: target, are_classes: 0, on: 1, off: 0)
            result.pointee = ck_row_loss(gradient, prediction, targets, ck_row_cosine, 1, rows, columns)
        case .meanAbsoluteError: result.pointee = sum(ck_absolute_error, prediction, target, rows)
        case .meanSquaredError, .rootMeanSquaredError: result.pointee = sum(ck_squared_error, prediction, target, rows)
        case .meanAbsolutePercentageError: result.pointee = sum(ck_percentage_error, prediction, target, rows)
        }
    }

    private func sum(
        _ kind: ck_loss, _ prediction: UnsafePointer<Float>, _ target: UnsafePointer<Float>, _ rows: Int
    ) -> Double {
        ck_element_loss(gradient, prediction, target, kind, 1, 1, rows * columns)
    }
}
