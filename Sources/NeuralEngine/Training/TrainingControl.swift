/// What callbacks may ask of a training.
///
/// `@unchecked Sendable`: ``TrainingProgress`` carries it, and everything that it holds is used on the thread that trains, between
/// two steps, as ``TrainingCallback`` promises; only the wish to stop may come from elsewhere, and a `Bool` that is written late is
/// read late.
final class TrainingControl: @unchecked Sendable {
    private(set) var isStopped = false
    weak var training: Training?

    func stop() { isStopped = true }
}
