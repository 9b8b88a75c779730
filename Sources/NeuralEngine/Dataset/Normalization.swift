/// What brings each feature between 0 and 1: z = (x − min) / (max − min).
///
/// Measured on the training data and applied to both, as ``Standardization``. Numbers beyond those of the training data become
/// less than 0 or more than 1.
public struct Normalization: Sendable, Equatable {
    /// The least number of each feature of a flat row.
    public let minima: [Float]
    /// The greatest less the least; 1 for a feature that is constant (scikit-learn's rule in MinMaxScaler).
    public let ranges: [Float]

    public init(of data: Dataset) {
        let width = data.features.count / data.count
        var (least, greatest) = (
            [Float](repeating: .infinity, count: width), [Float](repeating: -.infinity, count: width)
        )
        for (index, value) in data.features.scalars.enumerated() {
            let column = index % width
            least[column] = min(least[column], value)
            greatest[column] = max(greatest[column], value)
        }
        minima = least
        ranges = zip(least, greatest).map { $1 > $0 ? $1 - $0 : 1 }
    }
}

extension Dataset {
    /// Each feature between 0 and 1, measured on these examples.
    public func normalized() -> Dataset {
        // Measured on the same features, so it fits them.
        (try? normalized(by: Normalization(of: self))) ?? self
    }

    /// Each feature scaled by ranges measured elsewhere, usually on the training data.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` when they are for another count of features.
    public func normalized(by scale: Normalization) throws -> Dataset {
        try scaled(minus: scale.minima, over: scale.ranges, by: "normalization")
    }
}
