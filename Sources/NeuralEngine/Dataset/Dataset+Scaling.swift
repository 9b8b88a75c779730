extension Dataset {
    /// Each feature as (x - offset) / divisor.
    ///
    /// - Parameter scaling: What the numbers come from, for the message.
    /// - Throws: ``EngineError/Code/shapeMismatch`` when they are for another count of features.
    func scaled(minus offsets: [Float], over divisors: [Float], by scaling: String) throws -> Dataset {
        let width = features.count / count
        guard offsets.count == width else {
            throw EngineError(
                .shapeMismatch,
                "Data set \"\(name)\" has \(width) features a row, the \(scaling) is for \(offsets.count).")
        }
        let scaled = features.scalars.enumerated().map { index, value in
            (value - offsets[index % width]) / divisors[index % width]
        }
        var result = Dataset(
            uncheckedName: name, features: Tensor(uncheckedShape: features.shape, scalars: scaled), targets: targets,
            featureNames: featureNames, classNames: classNames)
        result.otherFeatures = otherFeatures
        result.otherTargets = otherTargets
        return result
    }
}
