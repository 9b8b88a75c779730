import CKernels

/// All predictions and targets of an epoch, for metrics that need them side by side.
///
/// `@unchecked Sendable`: like a plan, it belongs to one training or evaluation, which one thread at a time runs.
final class PredictionCollector: @unchecked Sendable {
    let memory: UnsafeMutablePointer<CollectedPredictions>
    private let columns: Int
    private let hasClasses: Bool

    /// - Parameter count: rows of an epoch.
    /// - Throws: ``EngineError/Code/outOfMemory``.
    init(count: Int, hasClasses: Bool, columns: Int) throws {
        self.columns = columns
        self.hasClasses = hasClasses
        let width = hasClasses ? 1 : columns
        let predictions = try allocateFloats(count * columns, purpose: "The predictions of an epoch")
        let targets: UnsafeMutablePointer<Float>
        do {
            targets = try allocateFloats(count * width, purpose: "The targets of an epoch")
        } catch {
            ck_free(predictions)
            throw error
        }
        memory = .allocate(capacity: 1)
        memory.initialize(
            to: CollectedPredictions(
                predictions: predictions, targets: targets, columns: columns, targetColumns: width, capacity: count))
    }

    deinit {
        ck_free(memory.pointee.predictions)
        ck_free(memory.pointee.targets)
        memory.deallocate()
    }

    func reset() { memory.pointee.rows = 0 }

    /// The area under the curve of class 1, or the mean over the classes of each against the rest.
    func areaUnderCurve(_ decision: Decision) -> Double {
        let rows = memory.pointee.rows
        let (predictions, targets) = (memory.pointee.predictions, memory.pointee.targets)
        if columns == 1 {
            let threshold = decision.thresholds.target
            return Self.area((0..<rows).map { (predictions[$0], targets[$0] > threshold) })
        }
        let areas = (0..<columns).map { column in
            Self.area(
                (0..<rows).map { row in
                    let isOwn = hasClasses ? Int(targets[row]) == column : targets[row * columns + column] > 0.5
                    return (predictions[row * columns + column], isOwn)
                })
        }
        return areas.reduce(0, +) / Double(columns)
    }

    /// Mann and Whitney's statistic by ranks, ties sharing theirs: exact.
    static func area(_ scores: [(score: Float, isPositive: Bool)]) -> Double {
        guard !scores.contains(where: { $0.score.isNaN }) else { return .nan }
        let sorted = scores.sorted { $0.score < $1.score }
        var positives = 0
        // Twice the rank sum, so that it stays a whole number.
        var doubled = 0
        var start = 0
        while start < sorted.count {
            var end = start
            while end < sorted.count, sorted[end].score == sorted[start].score { end += 1 }
            let found = sorted[start..<end].count { $0.isPositive }
            doubled += found * (start + 1 + end)
            positives += found
            start = end
        }
        let negatives = sorted.count - positives
        guard positives > 0, negatives > 0 else { return .nan }
        return (Double(doubled) / 2 - Double(positives) * Double(positives + 1) / 2) / Double(positives * negatives)
    }
}

/// The arrays that a plan's kernel fills.
struct CollectedPredictions {
    let predictions: UnsafeMutablePointer<Float>
    let targets: UnsafeMutablePointer<Float>
    let columns: Int
    let targetColumns: Int
    let capacity: Int
    var rows = 0

    mutating func add(prediction: UnsafePointer<Float>, target: UnsafePointer<Float>, rows count: Int) {
        let count = min(count, capacity - rows)
        (predictions + rows * columns).update(from: prediction, count: count * columns)
        (targets + rows * targetColumns).update(from: target, count: count * targetColumns)
        rows += count
    }
}
