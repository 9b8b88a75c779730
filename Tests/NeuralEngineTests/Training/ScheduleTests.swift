import NeuralEngine
import Testing

@Suite("Learning-rate schedules against Keras")
struct ScheduleTests {
    struct Case: Decodable {
        let name: String
        let rates: [Double]
    }

    private func schedule(_ name: String) throws -> LearningRateSchedule {
        let known: [String: LearningRateSchedule] = [
            "exponential": .exponentialDecay(decaySteps: 7, decayRate: 0.8),
            "staircase": .exponentialDecay(decaySteps: 7, decayRate: 0.8, staircase: true),
            "piecewise": .piecewiseConstant(boundaries: [5, 12], values: [0.1, 0.05, 0.01]),
            "inverse": .inverseTimeDecay(decaySteps: 7, decayRate: 0.5),
            "inverse staircase": .inverseTimeDecay(decaySteps: 7, decayRate: 0.5, staircase: true),
            "polynomial": .polynomialDecay(decaySteps: 20, endLearningRate: 0.01, power: 2),
            "cycle": .polynomialDecay(decaySteps: 8, endLearningRate: 0.01, cycle: true),
            "cosine": .cosineDecay(decaySteps: 20, alpha: 0.1),
            "warmup": .cosineDecay(decaySteps: 20, warmupTarget: 0.4, warmupSteps: 6),
            "restarts": .cosineDecayRestarts(firstDecaySteps: 5, tMul: 2, mMul: 0.8, alpha: 0.05),
            "even restarts": .cosineDecayRestarts(firstDecaySteps: 5, tMul: 1),
        ]
        return try #require(known[name])
    }

    @Test func fortyOneSteps() throws {
        for fixture in try Fixture.load("schedules", as: [Case].self) {
            let schedule = try schedule(fixture.name)
            let rates = fixture.rates.indices.map { Float(schedule.rate(after: $0, initial: 0.1)) }
            // Keras computes in float32; its restarts lose digits in a logarithm, and cos(π) by them: 2e-6 of 0.1.
            #expect(worst(rates, fixture.rates, relative: 2e-5, absolute: 2e-7) <= 1, "\(fixture.name)")
        }
    }

    @Test func warmUp() {
        let schedule = LearningRateSchedule.linearWarmup(
            steps: 4, start: 0.5, then: .exponentialDecay(decaySteps: 1, decayRate: 0.5))
        #expect((0..<7).map { schedule.rate(after: $0, initial: 8) } == [4, 5, 6, 7, 8, 4, 2])
        let cosine = LearningRateSchedule.cosineDecay(decaySteps: 10, warmupSteps: 4)
        #expect((0..<5).map { cosine.rate(after: $0, initial: 8) } == [0, 2, 4, 6, 8])
        #expect(LearningRateSchedule.constant.rate(after: 100, initial: 0.3) == 0.3)
    }

    @Test("A schedule per epoch holds within the epoch", arguments: [LearningRateSchedule.Unit.step, .epoch])
    func units(unit: LearningRateSchedule.Unit) throws {
        let data = try LearningTests.moons(20, seed: 1)
        let model = try Sequential(inputShape: [2]) { Dense(2, activation: .softmax) }
        let halving = LearningRateSchedule.exponentialDecay(decaySteps: 1, decayRate: 0.5)
        let history = try model.fit(
            data, loss: .categoricalCrossEntropy, optimizer: .sgd(learningRate: 1).scheduled(halving, per: unit),
            epochs: 3, batchSize: 10)
        // Two steps an epoch; the history holds the rate of the last.
        #expect(history.learningRate == (unit == .step ? [0.5, 0.125, 0.03125] : [1, 0.5, 0.25]))
    }
}
