/// The updates of a perceptron's training in order, stored as plain numbers and made into ``PerceptronUpdate``s when asked for.
public struct PerceptronUpdates: RandomAccessCollection, Sendable, Equatable {
    private let features: Tensor
    private let labels: [Double]
    private let width: Int
    private var epochs: [Int32] = []
    private var examples: [Int32] = []
    /// All weights after each update, one row behind the other.
    private var weights: [Double] = []

    init(data: Dataset, labels: [Double]) {
        features = data.features
        self.labels = labels
        width = data.features.count / data.count
    }

    mutating func append(epoch: Int, index: Int, weightsAfter: [Double]) {
        epochs.append(Int32(truncatingIfNeeded: epoch))
        examples.append(Int32(truncatingIfNeeded: index))
        weights.append(contentsOf: weightsAfter)
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { epochs.count }

    public subscript(position: Int) -> PerceptronUpdate {
        let index = Int(examples[position])
        let row = width + 1
        let after = Array(weights[(position * row)..<((position + 1) * row)])
        let before =
            position == 0
            ? [Double](repeating: 0, count: row) : Array(weights[((position - 1) * row)..<(position * row)])
        return PerceptronUpdate(
            epoch: Int(epochs[position]), index: index,
            x: Array(features.scalars[(index * width)..<((index + 1) * width)]),
            y: labels[index] > 0 ? 1 : -1, weightsBefore: before, weightsAfter: after)
    }
}
