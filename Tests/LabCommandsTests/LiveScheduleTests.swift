import LabCommands
import Testing

@Suite struct LiveScheduleTests {
    /// Offers a drawing every millisecond of a made-up clock; the times at which one is made.
    private func drawings(for total: Duration, cost: Duration) -> [Duration] {
        var schedule = LiveSchedule()
        var now = Duration.zero
        var times: [Duration] = []
        while now < total {
            if schedule.isDue(at: now) {
                times.append(now)
                schedule.drew(at: now, cost: cost)
                now += cost
            }
            now += .milliseconds(1)
        }
        return times
    }

    @Test func aShortTrainingIsNotDrawnWhileItRuns() {
        #expect(drawings(for: .milliseconds(149), cost: .zero).isEmpty)
    }

    @Test(arguments: [0, 1, 2, 5, 20, 100])
    func atMostTenTimesASecondAndAHundredthOfTheTime(costInMilliseconds: Int) {
        let cost = Duration.milliseconds(costInMilliseconds)
        let total = Duration.seconds(60)
        let times = drawings(for: total, cost: cost)
        #expect(!times.isEmpty)
        for (first, second) in zip(times, times.dropFirst()) { #expect(second - first >= .milliseconds(100)) }
        // The first drawing has no time before it to be measured against, so one more is allowed.
        #expect(cost * (times.count - 1) * 100 <= total)
        // It is not silent either: as often as the two rules allow, to a millisecond or two.
        let shortest = max(Duration.milliseconds(100), cost * 100)
        for (first, second) in zip(times, times.dropFirst()) {
            #expect(second - first <= shortest + cost + .milliseconds(2))
        }
    }

    @Test func aCellShowsItsFirstShortTrainingsOnly() {
        let allowance = LiveAllowance()
        let taken = (0..<10).map { _ in allowance.takeShortTraining(cell: 1) }
        #expect(taken == (0..<10).map { $0 < LiveAllowance.shortTrainings })
        #expect(allowance.takeShortTraining(cell: 2))
    }
}
