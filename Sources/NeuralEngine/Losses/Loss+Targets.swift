extension Loss {
    /// A data set's targets in the form that this loss compares with outputs of a given shape: numbers of that shape, or class
    /// indices, one for each row of its last axis. 0 and 1 become −1 and +1 where signs are wanted.
    ///
    /// - Throws: ``EngineError`` naming the data set, both shapes or the row with a target that does not fit.
    func targets(of data: Dataset, outputShape: [Int], model: String) throws -> PreparedTargets {
        let width = outputShape.reduce(1, *)
        let columns = outputShape.last ?? 1
        let targetWidth = data.targets.count / data.count
        let given = data.targets.scalars
        let rows = max(width / max(columns, 1), 1)
        if takesClasses || (kind == .zeroOne && columns > 1), targetWidth == rows {
            guard columns > 1 else {
                throw EngineError(
                    .shapeMismatch,
                    """
                    \(name) needs one output for each class, but \(model) has 1 output; give its last layer \
                    one unit a class and softmax, or use sigmoid with binaryCrossEntropy.
                    """)
            }
            return PreparedTargets(
                scalars: try classes(given, count: columns, data: data, model: model), width: rows, areClasses: true)
        }
        guard targetWidth == width, kind != .sparseCategoricalCrossEntropy else {
            let outputs = shapeText(
                [data.count] + (kind == .sparseCategoricalCrossEntropy ? outputShape.dropLast() : outputShape))
            throw EngineError(
                .shapeMismatch,
                """
                \(model) gives outputs of shape \(batchShapeText(outputShape)), but the targets of data set "\(data.name)" \
                have shape \(shapeText(data.targets.shape)); \(name) expects \(outputs)\
                \(takesClasses && kind != .sparseCategoricalCrossEntropy ? " or class indices" : "").\
                \(hint(outputs: width, data: data))
                """)
        }
        if wantsSigns {
            return PreparedTargets(scalars: try signs(given, width: width, data: data), width: width)
        }
        if wantsProbabilities, let place = given.firstIndex(where: { $0 < 0 || $0 > 1 }) {
            throw EngineError(
                .invalidData,
                """
                \(name) needs targets from 0 to 1, but row \(place / width) of data set "\(data.name)" has \
                \(compactText(Double(given[place]))).
                """)
        }
        if kind == .poisson || kind == .meanSquaredLogarithmicError, let place = given.firstIndex(where: { $0 < 0 }) {
            throw EngineError(
                .invalidData,
                """
                \(name) needs targets of 0 or more, but row \(place / width) of data set "\(data.name)" has \
                \(compactText(Double(given[place]))).
                """)
        }
        return PreparedTargets(scalars: given, width: width)
    }

    private func hint(outputs: Int, data: Dataset) -> String {
        guard outputs > 1, data.targetShape.isEmpty, data.labels != nil else { return "" }
        return " Class indices go with categoricalCrossEntropy; for other losses use data.oneHot()."
    }

    private func classes(_ labels: [Float], count: Int, data: Dataset, model: String) throws -> [Float] {
        // Labels −1 and +1 are classes 0 and 1.
        let isSigned = count == 2 && labels.contains(-1) && labels.allSatisfy { $0 == -1 || $0 == 1 }
        if isSigned { return labels.map { $0 > 0 ? 1 : 0 } }
        if let place = labels.firstIndex(where: { !($0 >= 0 && $0 < Float(count) && $0 == $0.rounded()) }) {
            let row = place / (labels.count / data.count)
            throw EngineError(
                .invalidData,
                """
                Row \(row) of data set "\(data.name)" has the label \(compactText(Double(labels[place]))), but \(model) has \
                \(count) outputs: labels are the whole numbers 0..<\(count).
                """)
        }
        return labels
    }

    private func signs(_ given: [Float], width: Int, data: Dataset) throws -> [Float] {
        if given.allSatisfy({ $0 == 0 || $0 == 1 }), given.contains(0) { return given.map { 2 * $0 - 1 } }
        // A number that is no label at all is more telling than a 0 among signs.
        if let place = given.firstIndex(where: { abs($0) != 1 && $0 != 0 }) ?? given.firstIndex(of: 0) {
            throw EngineError(
                .invalidData,
                """
                \(name) needs targets -1 and +1 (or 0 and 1), but row \(place / width) of data set "\(data.name)" has \
                \(compactText(Double(given[place]))).
                """)
        }
        return given
    }
}
