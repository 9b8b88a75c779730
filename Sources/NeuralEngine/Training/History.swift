/// What a training went through, epoch by epoch. Entry `i` of each array belongs to epoch `i + 1`.
public struct History: Sendable, Equatable {
    /// The network's name and the data set's, for titles.
    public let model: String
    public let dataset: String
    public let lossFunction: Loss
    /// How many epochs were asked for.
    public let plannedEpochs: Int
    /// The mean training loss of each epoch, measured batch by batch while the weights moved (as Keras does).
    public internal(set) var loss: [Double] = []
    /// The loss on the validation data at the end of each epoch; empty without such data.
    public internal(set) var validationLoss: [Double] = []
    /// Metrics on the training data by name (`accuracy`, …), measured as ``loss``.
    public internal(set) var metrics: [String: [Double]] = [:]
    /// Metrics on the validation data by name.
    public internal(set) var validationMetrics: [String: [Double]] = [:]
    /// The learning rate of each epoch's last step.
    public internal(set) var learningRate: [Double] = []
    /// How long it took, validation and callbacks included.
    public internal(set) var duration: Duration = .zero
    /// Whether an interrupt ended it; the weights are those of the last whole step.
    public internal(set) var interrupted = false
    /// Whether a callback ended it.
    public internal(set) var stoppedEarly = false

    public init(model: String, dataset: String, lossFunction: Loss, plannedEpochs: Int) {
        self.model = model
        self.dataset = dataset
        self.lossFunction = lossFunction
        self.plannedEpochs = plannedEpochs
    }

    /// How many whole epochs were trained.
    public var epochs: Int { loss.count }
}

extension History: CustomStringConvertible {
    /// One line: epochs, time, last loss and metrics.
    public var description: String {
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
        var parts = ["\(epochs) of \(plannedEpochs) epochs in \(fixedText(seconds, decimals: 3)) s"]
        if interrupted { parts.append("interrupted") }
        if stoppedEarly { parts.append("stopped early") }
        func add(_ label: String, _ value: Double?) {
            if let value { parts.append("\(label) \(fixedText(value, decimals: 4))") }
        }
        add("loss", loss.last)
        for name in metrics.keys.sorted() { add(name, metrics[name]?.last) }
        add("validation loss", validationLoss.last)
        for name in validationMetrics.keys.sorted() { add("validation \(name)", validationMetrics[name]?.last) }
        return "History of \"\(model)\" on \"\(dataset)\": " + parts.joined(separator: ", ")
    }
}
