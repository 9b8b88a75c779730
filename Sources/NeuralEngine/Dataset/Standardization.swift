/// What brings each feature to mean 0 and deviation 1: z = (x − μ) / σ.
///
/// Measured on the training data and applied to both, so that nothing of the validation data leaks into training:
///
/// ```swift
/// let scale = Standardization(of: train)
/// let (trainScaled, testScaled) = (try train.standardized(by: scale), try test.standardized(by: scale))
/// ```
public struct Standardization: Sendable, Equatable {
    /// The mean of each feature of a flat row.
    public let means: [Float]
    /// The deviation (dividing by the count, as scikit-learn's StandardScaler) of each; 1 for a feature that is constant.
    public let deviations: [Float]

    public init(of data: Dataset) {
        let width = data.features.count / data.count
        var sums = [Double](repeating: 0, count: width)
        for (index, value) in data.features.scalars.enumerated() { sums[index % width] += Double(value) }
        let means = sums.map { $0 / Double(data.count) }
        var squares = [Double](repeating: 0, count: width)
        for (index, value) in data.features.scalars.enumerated() {
            let distance = Double(value) - means[index % width]
            squares[index % width] += distance * distance
        }
        self.means = means.map { Float($0) }
        deviations = squares.map { square in
            let deviation = Float((square / Double(data.count)).squareRoot())
            return deviation > 0 ? deviation : 1
        }
    }
}

extension Dataset {
    /// Each feature with mean 0 and deviation 1, measured on these examples.
    public func standardized() -> Dataset {
        // Measured on the same features, so it fits them.
        (try? standardized(by: Standardization(of: self))) ?? self
    }

    /// Each feature scaled by means and deviations measured elsewhere, usually on the training data.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` when they are for another count of features.
    public func standardized(by scale: Standardization) throws -> Dataset {
        try scaled(minus: scale.means, over: scale.deviations, by: "standardization")
    }
}
