/// A perceptron that keeps the best weights it has had: for classes that no line separates.
///
/// Rosenblatt's rule never rests there, and its weights may be bad at any moment. The pocket algorithm lets it run, on examples
/// drawn at random, and puts its weights aside (into the pocket) when they answer more of the data rightly than those that lie
/// there.
///
/// ```swift
/// var pocket = PocketPerceptron()
/// let trace = try pocket.fit(.xor, seed: 1)
/// trace.pocketErrors                 // 1 at the end: a line gets three of the four right
/// ```
///
/// Source: S. I. Gallant, "Perceptron-based learning algorithms" (1990), the pocket algorithm with ratchet.
public struct PocketPerceptron: LinearClassifier, Equatable {
    public static let noun = "pocket perceptron"

    /// The weights in the pocket.
    public private(set) var weights: [Double]?

    public init() {}

    /// Learns: draws an example; is it answered wrongly, then w ← w + η yᵢ xᵢ; is it answered rightly for more draws in a row than
    /// the pocket's weights were, and does w answer more of the data rightly, then w goes into the pocket. It begins with w = 0,
    /// whatever was learned before, and ends early when the pocket answers everything rightly.
    ///
    /// - Parameters:
    ///   - data: labels −1 and +1, or two classes 0 and 1 (read as −1 and +1).
    ///   - learningRate: η; it scales w and changes no answer.
    ///   - maxEpochs: an epoch is as many draws as there are examples.
    ///   - seed: draws the examples.
    /// - Returns: what happened.
    /// - Throws: ``EngineError`` for a rate or a limit that makes no sense, or labels that are not two.
    @discardableResult
    public mutating func fit(
        _ data: Dataset, learningRate: Double = 1, maxEpochs: Int = 100, seed: UInt64 = 0
    ) throws -> PocketTrace {
        try Self.check(learningRate: learningRate, example: "1")
        guard maxEpochs >= 1 else {
            throw EngineError(.invalidArgument, "maxEpochs is \(maxEpochs), expected 1 or more.")
        }
        let labels = try Self.signs(of: data)
        let (count, width) = (data.count, data.features.count / data.count)
        var generator = SeededGenerator(seed: seed)
        var weights = [Double](repeating: 0, count: width + 1)
        var trace = PocketTrace(
            dataset: data.name, learningRate: learningRate, maxEpochs: maxEpochs, weights: weights)
        data.features.scalars.withUnsafeBufferPointer { features in
            func example(_ index: Int) -> UnsafeBufferPointer<Float> {
                UnsafeBufferPointer(rebasing: features[(index * width)..<((index + 1) * width)])
            }
            func errors(_ weights: [Double]) -> Int {
                labels.indices.reduce(0) { $0 + (labels[$1] * weighted(weights, example($1)) <= 0 ? 1 : 0) }
            }
            var (run, pocketRun, pocketErrors) = (0, 0, errors(weights))
            // How often weights are wrong is counted once for each: they change with the next mistake only.
            var isCounted = true
            for epoch in 1...maxEpochs {
                if Interruption.isRequested {
                    trace.interrupted = true
                    break
                }
                for draw in 1...count {
                    let index = generator.nextIndex(below: count)
                    let x = example(index)
                    guard labels[index] * weighted(weights, x) > 0 else {
                        let change = learningRate * labels[index]
                        weights[0] += change
                        for place in 0..<width { weights[place + 1] += change * Double(x[place]) }
                        trace.updateCount += 1
                        (run, isCounted) = (0, false)
                        continue
                    }
                    run += 1
                    guard run > pocketRun, !isCounted else { continue }
                    isCounted = true
                    let wrong = errors(weights)
                    guard wrong < pocketErrors else { continue }
                    (pocketRun, pocketErrors, trace.weights) = (run, wrong, weights)
                    trace.replacements.append(
                        PocketTrace.Replacement(
                            epoch: epoch, draws: (epoch - 1) * count + draw, errors: wrong, weights: weights))
                    if wrong == 0 { break }
                }
                trace.errors.append(errors(weights))
                trace.pocketErrors.append(pocketErrors)
                if pocketErrors == 0 {
                    trace.converged = true
                    break
                }
            }
        }
        self.weights = trace.weights
        return trace
    }
}

extension PocketPerceptron: CustomStringConvertible {
    public var description: String { weightsText }
}
