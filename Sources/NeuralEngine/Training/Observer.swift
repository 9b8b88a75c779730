/// Tells callbacks of a training's progress, and keeps the time for them.
final class Observer {
    let callbacks: [any TrainingCallback]
    let clock: ContinuousClock
    let start: ContinuousClock.Instant
    private let hearsEveryEpoch: Bool
    private var lastCall: ContinuousClock.Instant
    private var lastLook: ContinuousClock.Instant
    private var stride = 1
    private var stepsToLook = 1

    /// How often callbacks hear of batches.
    private static let interval = Duration.milliseconds(50)

    init(callbacks: [any TrainingCallback], clock: ContinuousClock, start: ContinuousClock.Instant) {
        self.callbacks = callbacks
        self.clock = clock
        self.start = start
        hearsEveryEpoch = callbacks.contains { $0.hearsEveryEpoch }
        lastCall = start
        lastLook = start
    }

    func epochEnded(isLast: Bool, _ progress: () -> TrainingProgress) throws {
        guard hearsEveryEpoch || isLast || isTimeToLook() else { return }
        lastCall = clock.now
        let timed = progress().at(start.duration(to: lastCall))
        for callback in callbacks { try callback.epochEnded(timed) }
    }

    func batchEnded(_ progress: () -> TrainingProgress) throws {
        guard isTimeToLook(), lastCall.duration(to: lastLook) >= Self.interval else { return }
        lastCall = lastLook
        let timed = progress().at(start.duration(to: lastCall))
        for callback in callbacks { try callback.trainingProgressed(timed) }
    }

    /// Reading the clock at each step of a tiny network would cost a good part of the step. It is read about once a
    /// millisecond: after a number of steps that doubles while they take less, and halves while they take more.
    private func isTimeToLook() -> Bool {
        stepsToLook -= 1
        guard stepsToLook <= 0 else { return false }
        let now = clock.now
        let passed = lastLook.duration(to: now)
        lastLook = now
        stride = passed < .milliseconds(1) ? min(stride * 2, 1 << 16) : max(1, stride / 2)
        stepsToLook = stride
        return true
    }
}
