/// Tells callbacks of a training's progress, and keeps the time for them.
final class Observer {
    let callbacks: [any TrainingCallback]
    let clock: ContinuousClock
    let start: ContinuousClock.Instant
    private var lastCall: ContinuousClock.Instant

    /// How often callbacks hear of batches.
    private static let interval = Duration.milliseconds(50)

    init(callbacks: [any TrainingCallback], clock: ContinuousClock, start: ContinuousClock.Instant) {
        self.callbacks = callbacks
        self.clock = clock
        self.start = start
        lastCall = start
    }

    func epochEnded(_ progress: TrainingProgress) {
        lastCall = clock.now
        let timed = progress.at(start.duration(to: lastCall))
        for callback in callbacks { callback.epochEnded(timed) }
    }

    func batchEnded(_ progress: () -> TrainingProgress) {
        let now = clock.now
        guard lastCall.duration(to: now) >= Self.interval else { return }
        lastCall = now
        let timed = progress().at(start.duration(to: now))
        for callback in callbacks { callback.trainingProgressed(timed) }
    }
}
