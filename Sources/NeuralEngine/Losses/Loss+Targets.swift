extension Loss {
    /// A data set's targets in the form that this loss compares with outputs of a given shape: `[count × outputs]`.
    ///
    /// Class indices become one-hot rows, 0 and 1 become −1 and +1 where signs are wanted.
    ///
    /// - Throws: ``EngineError`` naming the data set, both shapes or the row with a target that does not fit.
    func targets(of data: Dataset, outputShape: [Int], model: String) throws -> [Float] {
        let width = outputShape.reduce(1, *)
        let targetWidth = data.targets.count / data.count
        let given = data.targets.scalars
        if self == .categoricalCrossEntropy, targetWidth == 1, let classes = outputShape.last {
            guard classes > 1 else {
                throw EngineError(
                    .shapeMismatch,
                    """
                    categoricalCrossEntropy needs one output for each class, but \(model) has 1 output; give its last layer \
                    one unit a class and softmax, or use sigmoid with binaryCrossEntropy.
                    """)
            }
            return try oneHot(given, classes: classes, data: data, model: model)
        }
        guard targetWidth == width else {
            throw EngineError(
                .shapeMismatch,
                """
                \(model) gives outputs of shape \(batchShapeText(outputShape)), but the targets of data set "\(data.name)" \
                have shape \(shapeText(data.targets.shape)).\(hint(outputs: width, data: data))
                """)
        }
        if wantsSigns { return try signs(given, width: width, data: data) }
        if self == .binaryCrossEntropy || self == .categoricalCrossEntropy {
            if let place = given.firstIndex(where: { $0 < 0 || $0 > 1 }) {
                throw EngineError(
                    .invalidData,
                    """
                    \(name) needs targets from 0 to 1, but row \(place / width) of data set "\(data.name)" has \
                    \(compactText(Double(given[place]))).
                    """)
            }
        }
        return given
    }

    private func hint(outputs: Int, data: Dataset) -> String {
        guard outputs > 1, data.targetShape.isEmpty, data.labels != nil else { return "" }
        return " Class indices go with categoricalCrossEntropy; for other losses use data.oneHot()."
    }

    private func oneHot(_ labels: [Float], classes: Int, data: Dataset, model: String) throws -> [Float] {
        // Labels −1 and +1 are classes 0 and 1.
        let isSigned = classes == 2 && labels.allSatisfy { $0 == -1 || $0 == 1 } && labels.contains(-1)
        var targets = [Float](repeating: 0, count: labels.count * classes)
        for (row, label) in labels.enumerated() {
            let place = isSigned ? (label > 0 ? 1 : 0) : label
            guard place >= 0, place < Float(classes), place == place.rounded() else {
                throw EngineError(
                    .invalidData,
                    """
                    Row \(row) of data set "\(data.name)" has the label \(compactText(Double(label))), but \(model) has \
                    \(classes) outputs: labels are the whole numbers 0..<\(classes).
                    """)
            }
            targets[row * classes + Int(place)] = 1
        }
        return targets
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
