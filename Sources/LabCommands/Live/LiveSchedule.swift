/// When a live view is drawn: not at all in the first moments, at most ten times a second, and never so often that drawing
/// takes more than a hundredth of the time. Sending and showing take as much again, on processors that could train.
package struct LiveSchedule: Sendable {
    /// A training that is over before this is shown once, at its end.
    package static let patience = Duration.milliseconds(150)
    /// The shortest time between two drawings.
    package static let interval = Duration.milliseconds(100)
    /// Drawing may take one part in so many of the time.
    package static let share = 100

    private var next = LiveSchedule.patience

    package init() {}

    /// Whether to draw now.
    ///
    /// - Parameter elapsed: the time since the training began.
    package func isDue(at elapsed: Duration) -> Bool { elapsed >= next }

    /// Notes a drawing.
    ///
    /// - Parameters:
    ///   - elapsed: when it began, since the training began.
    ///   - cost: how long it took.
    package mutating func drew(at elapsed: Duration, cost: Duration) {
        next = elapsed + max(Self.interval, cost * Self.share)
    }
}
