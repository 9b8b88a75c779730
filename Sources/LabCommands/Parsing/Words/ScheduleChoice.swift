import NeuralEngine

/// A learning-rate schedule as a value and as Swift source.
struct ScheduleChoice: Sendable {
    /// Its word; that of the schedule behind a warm-up.
    let kind: String
    let schedule: LearningRateSchedule
    let unit: LearningRateSchedule.Unit
    /// `.cosineDecay(decaySteps: 1000)`
    let code: String
}
