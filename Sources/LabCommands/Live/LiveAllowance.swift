import Display
import Synchronization

/// Keeps a cell that trains a hundred small networks from showing a hundred pictures: those that take no time to watch are
/// drawn for the first few only.
package final class LiveAllowance: Sendable {
    /// How many trainings shorter than ``LiveSchedule/patience`` a cell shows.
    package static let shortTrainings = 1

    private let state = Mutex((cell: 0, shown: 0))

    package init() {}

    /// Whether a training that was over before it was drawn shall be shown.
    package func takeShortTraining(cell: Int) -> Bool {
        state.withLock { state in
            if state.cell != cell { state = (cell, 0) }
            state.shown += 1
            return state.shown <= Self.shortTrainings
        }
    }
}
