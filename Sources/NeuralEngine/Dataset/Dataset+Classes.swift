extension Dataset {
    /// The class of each example, where the targets are classes: whole numbers from 0 (shape `[count]` or `[count, 1]`),
    /// labels −1 and +1 (classes 0 and 1), or one-hot rows. Nil for anything else.
    ///
    /// Whole numbers count as classes when they are named by ``classNames`` or leave no gap from 0 to the largest.
    public var labels: [Int]? {
        let width = targets.count / count
        if width > 1 { return oneHotLabels(width: width) }
        let values = targets.scalars
        if values.allSatisfy({ $0 == -1 || $0 == 1 }) { return values.map { $0 > 0 ? 1 : 0 } }
        guard values.allSatisfy({ $0 >= 0 && $0 < 1e6 && $0 == $0.rounded() }) else { return nil }
        let classes = values.map { Int($0) }
        guard classNames == nil else { return classes }
        let distinct = Set(classes)
        return distinct.count == (distinct.max() ?? 0) + 1 ? classes : nil
    }

    /// How many classes there are: as many as are named, or the largest label and one; nil where the targets are no classes.
    public var classCount: Int? {
        if targets.count / count > 1, labels != nil { return targets.count / count }
        guard let largest = labels?.max() else { return nil }
        return Swift.max(classNames?.count ?? 0, largest + 1)
    }

    /// The same examples with one-hot targets of shape `[count, classes]`: 1 in the column of the class, 0 elsewhere.
    ///
    /// - Parameter classes: how many columns; as many as there are classes when nil.
    /// - Throws: ``EngineError/Code/invalidData`` when the targets are no classes, or there are more than `classes`.
    public func oneHot(classes: Int? = nil) throws -> Dataset {
        guard let labels, let found = classCount else {
            throw EngineError(
                .invalidData,
                "The targets of data set \"\(name)\" are no classes: expected whole numbers from 0 without a gap.")
        }
        let width = classes ?? found
        guard found <= width else {
            throw EngineError(
                .invalidData, "Data set \"\(name)\" has \(found) classes, more than the \(width) that were asked for.")
        }
        var scalars = [Float](repeating: 0, count: try Tensor.scalarCount(of: [count, width]))
        for (row, label) in labels.enumerated() { scalars[row * width + label] = 1 }
        var result = Dataset(
            uncheckedName: name, features: features, targets: Tensor(uncheckedShape: [count, width], scalars: scalars),
            featureNames: featureNames, classNames: classNames)
        result.otherFeatures = otherFeatures
        result.otherTargets = otherTargets
        return result
    }

    private func oneHotLabels(width: Int) -> [Int]? {
        var labels: [Int] = []
        labels.reserveCapacity(count)
        for row in 0..<count {
            let values = targets.scalars[(row * width)..<((row + 1) * width)]
            guard let hot = values.firstIndex(of: 1), values.filter({ $0 == 0 }).count == width - 1 else { return nil }
            labels.append(hot - values.startIndex)
        }
        return labels
    }
}
