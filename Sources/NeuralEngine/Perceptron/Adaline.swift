/// The adaptive linear neuron: one neuron whose sum s = ⟨w, x⟩ is drawn towards the labels −1 and +1, and which answers the
/// sign of s.
///
/// Where Rosenblatt's rule looks at the answer, the delta rule looks at the sum: it goes down the slope of the mean squared
/// error, so it settles also where no line separates the classes.
///
/// ```swift
/// var adaline = Adaline()
/// let history = try adaline.fit(data, learningRate: 0.02, epochs: 40)
/// history.loss                       // the mean squared error of each epoch
/// ```
///
/// Source: B. Widrow, M. E. Hoff, "Adaptive switching circuits" (1960).
public struct Adaline: LinearClassifier, Equatable {
    public static let noun = "Adaline"

    public private(set) var weights: [Double]?

    public init() {}

    /// An Adaline with given weights: w₀, then one a feature.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` for fewer than two, or one that is not finite.
    public init(weights: [Double]) throws {
        try Self.check(weights: weights)
        self.weights = weights
    }

    /// Learns by the delta rule: for each batch w ← w + η · mean of (yᵢ − ⟨w, xᵢ⟩) xᵢ. It begins with w = 0, whatever was
    /// learned before.
    ///
    /// With batches of one this is Widrow and Hoff's own rule (least mean squares), with all examples at once gradient descent
    /// on half the mean squared error. It settles for η below 2 / λ, where λ is the largest eigenvalue of the mean of
    /// (1, x)(1, x)ᵀ: features of deviation 1 allow η of about 1 / features.
    ///
    /// - Parameters:
    ///   - data: labels −1 and +1, or two classes 0 and 1 (read as −1 and +1).
    ///   - learningRate: η.
    ///   - batchSize: examples a step; 1 is online learning, nil takes all of them at once.
    ///   - shuffle: whether each epoch has another order; a batch of all has none.
    ///   - seed: draws the orders.
    /// - Returns: the mean squared error (y − s)² and the accuracy of each epoch, measured while the weights moved.
    /// - Throws: ``EngineError`` for a rate, a batch or a count that makes no sense, or labels that are not two;
    ///   ``EngineError/Code/notFinite`` when the weights grow without end, which they do when η is too large. The weights are
    ///   unchanged then.
    @discardableResult
    public mutating func fit(
        _ data: Dataset, learningRate: Double = 0.01, epochs: Int = 50, batchSize: Int? = 1, shuffle: Bool = true,
        seed: UInt64 = 0
    ) throws -> History {
        try Self.check(learningRate: learningRate, example: "0.01")
        let size = batchSize ?? data.count
        guard epochs >= 1, size >= 1, size <= data.count else {
            throw EngineError(
                .invalidArgument,
                """
                epochs is \(epochs), expected 1 or more; batchSize is \(size), expected 1 to \(data.count), the examples of data \
                set "\(data.name)"; nil takes them all.
                """)
        }
        let labels = try Self.signs(of: data)
        let width = data.features.count / data.count
        var weights = [Double](repeating: 0, count: width + 1)
        var steps = [Double](repeating: 0, count: width + 1)
        var history = History(
            model: "adaline", dataset: data.name, lossFunction: .meanSquaredError, plannedEpochs: epochs)
        var order = ExampleOrder(count: data.count, seed: seed, shuffles: shuffle && size < data.count)
        defer { order.deallocate() }
        let clock = ContinuousClock()
        let start = clock.now
        try data.features.scalars.withUnsafeBufferPointer { features in
            for epoch in 1...epochs {
                if Interruption.isRequested {
                    history.interrupted = true
                    break
                }
                order.shuffle()
                var (squares, right) = (0.0, 0)
                var first = 0
                while first < labels.count {
                    let last = min(first + size, labels.count)
                    let factor = learningRate / Double(last - first)
                    for place in steps.indices { steps[place] = 0 }
                    for position in first..<last {
                        let index = order.indices?[position] ?? position
                        let x = UnsafeBufferPointer(rebasing: features[(index * width)..<((index + 1) * width)])
                        let sum = weighted(weights, x)
                        let error = labels[index] - sum
                        squares += error * error
                        if (sum >= 0) == (labels[index] > 0) { right += 1 }
                        steps[0] += factor * error
                        for place in 0..<width { steps[place + 1] += factor * error * Double(x[place]) }
                    }
                    for place in weights.indices { weights[place] += steps[place] }
                    first = last
                }
                guard squares.isFinite, weights.allSatisfy(\.isFinite) else {
                    throw EngineError(
                        .notFinite,
                        """
                        The weights of this Adaline grow without end (epoch \(epoch)): the learning rate \
                        \(compactText(learningRate)) is too large for these features. Take a smaller one, or standardize the data.
                        """)
                }
                history.loss.append(squares / Double(labels.count))
                history.metrics["accuracy", default: []].append(Double(right) / Double(labels.count))
                history.learningRate.append(learningRate)
            }
        }
        history.duration = start.duration(to: clock.now)
        self.weights = weights
        return history
    }
}

extension Adaline: CustomStringConvertible {
    public var description: String { weightsText }
}
