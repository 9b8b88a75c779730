/// One correction of a perceptron: an example it got wrong, and the weights before and after.
public struct PerceptronUpdate: Sendable, Equatable {
    /// Its epoch, from 1.
    public let epoch: Int
    /// The example's row in the data.
    public let index: Int
    /// The example's features, without x₀ = 1.
    public let x: [Float]
    /// Its label, −1 or +1.
    public let y: Int
    /// w₀ (the bias) and one weight a feature, before.
    public let weightsBefore: [Double]
    /// The same after w ← w + η y x.
    public let weightsAfter: [Double]
}

extension PerceptronUpdate: CustomStringConvertible {
    /// `epoch 1, example 3: x = [1, 1], y = +1, w = [0, 0, 0] → [1, 1, 1]`.
    public var description: String {
        func list(_ numbers: [Double]) -> String { "[" + numbers.map(compactText).joined(separator: ", ") + "]" }
        return """
            epoch \(epoch), example \(index): x = \(list(x.map { Double($0) })), y = \(y > 0 ? "+1" : "-1"), \
            w = \(list(weightsBefore)) → \(list(weightsAfter))
            """
    }
}
