import Locks

/// Callbacks that every training gets without being asked: a notebook's live view is one.
public enum TrainingCallbacks {
    private static let maker = Mutex<(@Sendable () -> (any TrainingCallback)?)?>(nil)

    /// Makes a callback for each training from now on; replaces an earlier one, and nil takes it away.
    ///
    /// - Parameter make: called on the thread that trains; may return nil when this training shall have none.
    public static func installDefault(_ make: (@Sendable () -> (any TrainingCallback)?)?) {
        maker.withLock { $0 = make }
    }

    static func makeDefault() -> (any TrainingCallback)? {
        // Called outside of the lock: the maker is not ours.
        let make = maker.withLock { $0 }
        return make?()
    }
}

/// A callback of a training that is a part of a longer one: the default callbacks, which draw each training, are left out.
package protocol PartOfTraining: TrainingCallback {}
