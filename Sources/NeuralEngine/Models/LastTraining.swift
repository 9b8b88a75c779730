import Locks

/// The losses and the metrics of a network's last training. The lock is held for an assignment, never while other code runs.
final class LastTraining: Sendable {
    private let state = Mutex<(losses: [Loss], weights: [Double]?, metrics: [Metric])?>(nil)

    var value: (losses: [Loss], weights: [Double]?, metrics: [Metric])? {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}
