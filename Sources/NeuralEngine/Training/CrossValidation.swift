/// How well a kind of network does on examples that it has not seen: each of k parts of the data is held back once.
///
/// ```swift
/// let result = try CrossValidation(data, folds: 5, seed: 7, loss: .categoricalCrossEntropy, epochs: 60, batchSize: 16,
///                                  metrics: [.accuracy]) { fold in
///     try Sequential(inputShape: [4], seed: 7) {
///         Dense(8, activation: .tanh)
///         Dense(3, activation: .softmax)
///     }
/// }
/// print(result)   // Cross-validation of "iris" in 5 folds: accuracy 0.9600 ± 0.0279, loss 0.1120 ± 0.0459
/// ```
public struct CrossValidation: Sendable {
    public let dataset: String
    /// What each held-back part was measured with, in order.
    public let evaluations: [Evaluation]
    /// The trainings behind them.
    public let histories: [History]

    /// Trains and measures a new network for each fold.
    ///
    /// - Parameters:
    ///   - folds: how many parts.
    ///   - stratified: whether classes are spread evenly, where there are classes.
    ///   - seed: draws the parts and the order of the examples in the trainings.
    ///   - makeModel: a network for each fold, from 0: the same seed gives each the same beginning.
    /// - Throws: what `fit` throws, and ``EngineError/Code/invalidArgument`` when there cannot be so many parts.
    public init(
        _ data: Dataset, folds: Int = 5, stratified: Bool = true, seed: UInt64 = 0, loss: Loss,
        optimizer: Optimizer = .adam(), epochs: Int, batchSize: Int? = nil, metrics: [Metric] = [],
        classWeight: ClassWeight? = nil, callbacks: [any TrainingCallback] = [],
        makeModel: (_ fold: Int) throws -> Model
    ) throws {
        var evaluations: [Evaluation] = []
        var histories: [History] = []
        for (fold, part) in try data.folds(folds, stratified: stratified, seed: seed).enumerated() {
            let model = try makeModel(fold)
            let history = try model.fit(
                part.train, loss: loss, optimizer: optimizer, epochs: epochs, batchSize: batchSize,
                validation: part.validation, metrics: metrics, seed: seed, classWeight: classWeight,
                callbacks: callbacks)
            guard !history.interrupted else { throw EngineError(.interrupted, "Interrupted in fold \(fold + 1).") }
            histories.append(history)
            evaluations.append(try model.evaluate(part.validation, loss: loss, metrics: metrics))
        }
        dataset = data.name
        self.evaluations = evaluations
        self.histories = histories
    }

    /// The mean over the folds of the loss, or of a metric by its name; nil when it was not measured.
    public func mean(_ name: String = "loss") -> Double? {
        let values = values(name)
        return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    /// The standard deviation over the folds, dividing by one less than there are (as of a sample); nil when it was not measured.
    public func deviation(_ name: String = "loss") -> Double? {
        let values = values(name)
        guard let mean = mean(name), values.count > 1 else { return nil }
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
    }

    private func values(_ name: String) -> [Double] {
        name == "loss" ? evaluations.map(\.loss) : evaluations.compactMap { $0.metrics[name] }
    }
}

extension CrossValidation: CustomStringConvertible {
    /// The mean and deviation of every metric and of the loss, in one line.
    public var description: String {
        let names = (evaluations.first?.metrics.keys.sorted() ?? []) + ["loss"]
        let parts = names.map { name in
            let numbers = [mean(name), deviation(name)].map { fixedText($0 ?? .nan, decimals: 4) }
            return "\(name) \(numbers[0]) ± \(numbers[1])"
        }
        return "Cross-validation of \"\(dataset)\" in \(evaluations.count) folds: " + parts.joined(separator: ", ")
    }
}
