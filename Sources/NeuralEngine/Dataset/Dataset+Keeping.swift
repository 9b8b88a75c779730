extension Dataset {
    /// The examples of some classes alone, numbered anew from 0 in the order given: two of iris's three species for a
    /// perceptron, say.
    ///
    /// - Parameter classes: numbers of classes, none twice.
    /// - Returns: targets of shape `[count, 1]`.
    /// - Throws: ``EngineError/Code/invalidData`` when the targets are no classes, or a number is none of them.
    public func keeping(classes: [Int]) throws -> Dataset {
        guard let labels, let found = classCount else {
            throw EngineError(.invalidData, "The targets of data set \"\(name)\" are no classes.")
        }
        guard !classes.isEmpty, Set(classes).count == classes.count, classes.allSatisfy({ (0..<found).contains($0) })
        else {
            throw EngineError(
                .invalidData,
                "Data set \"\(name)\" has the classes 0 to \(found - 1); \(classes) was given. Name each once.")
        }
        var places: [Int] = []
        var targets: [Float] = []
        for (row, label) in labels.enumerated() {
            guard let number = classes.firstIndex(of: label) else { continue }
            places.append(row)
            targets.append(Float(number))
        }
        guard !places.isEmpty else {
            throw EngineError(.invalidData, "Data set \"\(name)\" has no example of the classes \(classes).")
        }
        let kept = try rows(places)
        return try Dataset(
            name: name, features: kept.features, targets: Tensor(shape: [places.count, 1], scalars: targets),
            featureNames: featureNames, classNames: classNames.map { names in classes.map { names[$0] } })
    }

    /// The same examples with some of their features alone, such as the two that a picture shows.
    ///
    /// - Parameter features: numbers of columns from 0; the data set's features have the shape `[count, columns]`.
    /// - Throws: ``EngineError/Code/shapeMismatch`` when an example is no row of numbers,
    ///   ``EngineError/Code/invalidData`` when a number is no column.
    public func keeping(features columns: [Int]) throws -> Dataset {
        guard self.features.shape.count == 2 else {
            throw EngineError(
                .shapeMismatch,
                "Features can be chosen where an example is a row of numbers; those of data set \"\(name)\" have the "
                    + "shape \(featureShape).")
        }
        let width = self.features.shape[1]
        guard !columns.isEmpty, columns.allSatisfy({ (0..<width).contains($0) }) else {
            throw EngineError(
                .invalidData, "Data set \"\(name)\" has the features 0 to \(width - 1); \(columns) was given.")
        }
        let old = self.features.scalars
        let scalars = (0..<count).flatMap { row in columns.map { old[row * width + $0] } }
        return try Dataset(
            name: name, features: Tensor(shape: [count, columns.count], scalars: scalars), targets: targets,
            featureNames: columns.map { featureNames[$0] }, classNames: classNames)
    }
}
