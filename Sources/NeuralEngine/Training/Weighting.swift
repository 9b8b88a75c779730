/// What examples count for in a loss: weights of samples, of classes, or both.
struct Weighting: Sendable {
    var sampleWeight: Tensor?
    var classWeight: ClassWeight?

    /// A weight for each example, or for each row of the output's last axis; nil when all count 1.
    ///
    /// - Throws: ``EngineError`` when the weights do not fit the data.
    func rows(
        _ targets: PreparedTargets, loss: Loss, outputShape: [Int], count: Int, data: String, outputs: Int
    ) throws -> PreparedRows? {
        guard sampleWeight != nil || classWeight != nil else { return nil }
        let columns = outputShape.last ?? 1
        let span = outputShape.reduce(1, *) / columns
        var result = try sampleWeight.map { try samples($0, span: span, count: count, data: data) }
        if let classWeight {
            guard outputs == 1 else {
                throw EngineError(
                    .invalidArgument, "classWeight is for a network with one output; use sampleWeight for several.")
            }
            guard loss.isForClasses else {
                throw EngineError(
                    .invalidArgument, "classWeight is for losses of classes; \(loss.name) knows of none.")
            }
            let labels = targets.classes(columns: columns)
            let values = try classWeight.values(labels: labels, classCount: columns == 1 ? 2 : columns, data: data)
            let own = result
            let shared = own.map { labels.count / $0.scalars.count } ?? 1
            let scalars = labels.enumerated().map { values[$1] * (own?.scalars[$0 / shared] ?? 1) }
            result = PreparedRows(scalars: scalars, width: labels.count / count)
        }
        return result
    }

    private func samples(_ weights: Tensor, span: Int, count: Int, data: String) throws -> PreparedRows {
        let width = weights.count / max(count, 1)
        guard weights.shape.first == count, weights.count == count * width, width == 1 || width == span else {
            let time = span > 1 ? " or \(shapeText([count, span]))" : ""
            throw EngineError(
                .shapeMismatch,
                """
                sampleWeight has shape \(shapeText(weights.shape)), but data set "\(data)" has \(count) examples: \
                expected \(shapeText([count]))\(time).
                """)
        }
        if let place = weights.scalars.firstIndex(where: { !($0.isFinite && $0 >= 0) }) {
            throw EngineError(
                .invalidArgument,
                "sampleWeight of row \(place / width) is \(weights.scalars[place]), expected 0 or more.")
        }
        return PreparedRows(scalars: weights.scalars, width: width)
    }
}
