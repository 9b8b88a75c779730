/// Something that watches a training and may end it: a live view, a logger, early stopping.
///
/// All calls come on the thread that trains, between whole steps; the network may be used in them. Each does nothing unless
/// written. An error that is thrown ends the training: `fit` throws it, after the callbacks have heard of it.
public protocol TrainingCallback: AnyObject {
    /// False for a callback that only watches, such as a live view: where all do, ``epochEnded(_:)`` comes about once a
    /// millisecond in place of every epoch, since telling each of a tiny network's would take as long as training it.
    var hearsEveryEpoch: Bool { get }
    /// Before the first step.
    func trainingBegan(_ info: TrainingInfo) throws
    /// Within long epochs, at most every 50 ms; never within one that is shorter.
    func trainingProgressed(_ progress: TrainingProgress) throws
    /// After each epoch, its validation included. `progress.stop()` makes it the last.
    func epochEnded(_ progress: TrainingProgress) throws
    /// After the last step, also when interrupted; not when training threw an error (see ``trainingFailed(_:)``).
    func trainingEnded(_ history: History)
    /// When training ends in an error, such as a loss that is no longer finite.
    func trainingFailed(_ error: any Error)
}

extension TrainingCallback {
    public var hearsEveryEpoch: Bool { true }
    public func trainingBegan(_ info: TrainingInfo) {}
    public func trainingProgressed(_ progress: TrainingProgress) {}
    public func epochEnded(_ progress: TrainingProgress) {}
    public func trainingEnded(_ history: History) {}
    public func trainingFailed(_ error: any Error) {}
}
