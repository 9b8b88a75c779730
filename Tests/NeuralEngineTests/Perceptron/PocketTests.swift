import NeuralEngine
import Testing

@Suite("The pocket algorithm")
struct PocketTests {
    /// No line gets all of exclusive or right, and every seed finds one that gets three.
    @Test(arguments: 0..<6 as Range<UInt64>)
    func threeOfExclusiveOr(seed: UInt64) throws {
        var pocket = PocketPerceptron()
        let trace = try pocket.fit(.xor, seed: seed)
        #expect(!trace.converged && trace.epochs == 100)
        #expect(trace.pocketErrors.last == 1)
        #expect(try pocket.accuracy(on: .xor) == 0.75)
        #expect(trace.weights == pocket.weights)
    }

    @Test func endsWhereALineExists() throws {
        var pocket = PocketPerceptron()
        let trace = try pocket.fit(.and, seed: 1)
        #expect(trace.converged && trace.pocketErrors.last == 0 && trace.epochs < 100)
        #expect(try pocket.accuracy(on: .and) == 1)
    }

    /// What the record says is true: each replacement is better than the one before, and as good as it says.
    @Test func theRatchetHolds() throws {
        let data = try Dataset.iris().keeping(classes: [1, 2])
        var pocket = PocketPerceptron()
        let trace = try pocket.fit(data, maxEpochs: 200, seed: 5)
        #expect(trace.replacements.count > 2)
        var before = data.count
        for replacement in trace.replacements {
            #expect(replacement.errors < before)
            before = replacement.errors
            let kept = try RosenblattPerceptron(weights: replacement.weights)
            #expect(abs(try kept.accuracy(on: data) - (1 - Double(before) / 100)) < 1e-9)
            #expect((replacement.draws - 1) / data.count + 1 == replacement.epoch)
        }
        #expect(zip(trace.pocketErrors, trace.pocketErrors.dropFirst()).allSatisfy { $1 <= $0 })
        #expect(trace.replacements.last?.weights == pocket.weights)
        // Better than what the perceptron is left with, which never settles here.
        var perceptron = RosenblattPerceptron()
        try perceptron.fit(data, maxEpochs: 200)
        #expect(try pocket.accuracy(on: data) >= perceptron.accuracy(on: data))
        #expect(try pocket.accuracy(on: data) >= 0.95)
        #expect(trace.description.contains("wrong at best in 200 epochs"))
    }

    @Test(arguments: [
        BadCall("learning rate is 0") {
            var pocket = PocketPerceptron()
            _ = try pocket.fit(.and, learningRate: 0)
        },
        BadCall("maxEpochs is 0") {
            var pocket = PocketPerceptron()
            _ = try pocket.fit(.and, maxEpochs: 0)
        },
        BadCall("pocket perceptron", "iris") {
            var pocket = PocketPerceptron()
            _ = try pocket.fit(.iris())
        },
        BadCall("no weights") { _ = try PocketPerceptron().predict([[1, 2]]) },
    ])
    func badInput(bad: BadCall) {
        #expect(bad.missing == [])
    }
}
