import NeuralEngine

/// The last training of a network, by which the network's name is enough to plot its loss.
struct TrainingRecord: Sendable {
    /// The record does not keep the network alive.
    weak let model: Model?
    let history: History
    /// The names of the classes that it learned, where they are known.
    var classNames: [String]?
}
