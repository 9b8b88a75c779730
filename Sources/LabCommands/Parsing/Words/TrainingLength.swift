import NeuralEngine

/// How long a training is, for schedules that last until its end.
struct TrainingLength: Sendable {
    let epochs: Int
    let stepsAnEpoch: Int
    /// What a schedule in front of this one counts, and how many of them it took.
    private var earlier: (unit: LearningRateSchedule.Unit, count: Int)?

    init(epochs: Int, stepsAnEpoch: Int) {
        self.epochs = epochs
        self.stepsAnEpoch = stepsAnEpoch
    }

    /// A schedule behind another one counts what that one counts.
    var unitOptions: [String] { earlier == nil ? ["per"] : [] }
    var unit: LearningRateSchedule.Unit { earlier?.unit ?? .step }

    /// How many steps or epochs are left.
    func left(_ unit: LearningRateSchedule.Unit) -> Int {
        let all = unit == .epoch ? epochs : epochs.multipliedReportingOverflow(by: stepsAnEpoch).partialValue
        return max(all - (earlier?.count ?? 0), 1)
    }

    func after(_ count: Int, _ unit: LearningRateSchedule.Unit) -> TrainingLength {
        var copy = self
        copy.earlier = (unit, (earlier?.count ?? 0) + count)
        return copy
    }
}
