import NeuralEngine
import Testing

@Suite("Rosenblatt's perceptron")
struct PerceptronTests {
    static func data(_ name: String, _ targets: Tensor) throws -> Dataset {
        try Dataset(name: name, features: [[0, 0], [0, 1], [1, 0], [1, 1]], targets: targets)
    }

    @Test(
        arguments: [("and", [0, 0, 0, 1]), ("or", [0, 1, 1, 1]), ("and", [-1, -1, -1, 1]), ("nand", [1, 1, 1, 0])]
            as [(String, Tensor)])
    func convergesWhereALineExists(name: String, targets: Tensor) throws {
        let data = try Self.data(name, targets)
        var perceptron = RosenblattPerceptron()
        let trace = try perceptron.fit(data)
        #expect(trace.converged && trace.errors.last == 0 && trace.epochs < 20)
        #expect(try perceptron.accuracy(on: data) == 1)
        #expect(trace.weights == perceptron.weights)
        // Each update adds η y (1, x) to the weights before it, which are those after the one before.
        var before = [0.0, 0, 0]
        for update in trace.updates {
            #expect(update.weightsBefore == before)
            let sum = before[0] + before[1] * Double(update.x[0]) + before[2] * Double(update.x[1])
            #expect(Double(update.y) * sum <= 0)
            let change = [1, Double(update.x[0]), Double(update.x[1])].map { $0 * Double(update.y) }
            #expect(update.weightsAfter == zip(before, change).map { $0 + $1 })
            #expect(update.x == (try data.features.row(update.index)).scalars)
            before = update.weightsAfter
        }
        #expect(before == trace.weights && trace.updates.count == trace.updateCount)
    }

    /// By hand, for or with labels −1, +1 from w = 0 and η = 1: the first example has the sum 0 and is corrected to (−1, 0, 0);
    /// the second then gives −1 and is corrected to (0, 0, 1); the third gives 0 and becomes (1, 1, 1); the fourth is right.
    @Test func theFirstEpochByHand() throws {
        var perceptron = RosenblattPerceptron()
        let trace = try perceptron.fit(Self.data("or", [-1, 1, 1, 1]), maxEpochs: 1)
        #expect(trace.updates.map(\.index) == [0, 1, 2])
        #expect(trace.updates.map(\.weightsAfter) == [[-1, 0, 0], [0, 0, 1], [1, 1, 1]])
        #expect(trace.errors == [3] && !trace.converged)
    }

    @Test func exclusiveOrNeverConverges() throws {
        let data = try Self.data("xor", [0, 1, 1, 0])
        var perceptron = RosenblattPerceptron()
        let trace = try perceptron.fit(data, maxEpochs: 50)
        #expect(!trace.converged && trace.epochs == 50 && trace.errors.allSatisfy { $0 > 0 })
        #expect(try perceptron.accuracy(on: data) < 1)
        let short = try perceptron.fit(data, maxEpochs: 50, recordLimit: 3)
        #expect(short.updates.count == 3 && short.updateCount == trace.updateCount)
        #expect(trace.description.contains("did not converge in 50 epochs"))
    }

    @Test func theRateOnlyScales() throws {
        let data = try Self.data("and", [0, 0, 0, 1])
        var one = RosenblattPerceptron()
        var half = RosenblattPerceptron()
        let first = try one.fit(data, learningRate: 1)
        let second = try half.fit(data, learningRate: 0.5)
        #expect(first.errors == second.errors)
        #expect(first.weights.map { $0 / 2 } == second.weights)
    }

    @Test(arguments: [
        BadCall("nan") {
            var p = RosenblattPerceptron()
            _ = try p.fit(data("a", [0, 1, 1, 0]), learningRate: .nan)
        },
        BadCall("0") {
            var p = RosenblattPerceptron()
            _ = try p.fit(data("a", [0, 1, 1, 0]), learningRate: 0)
        },
        BadCall("maxEpochs is 0") {
            var p = RosenblattPerceptron()
            _ = try p.fit(data("a", [0, 1, 1, 0]), maxEpochs: 0)
        },
        BadCall("three") {
            var p = RosenblattPerceptron()
            _ = try p.fit(data("three", [0, 1, 2, 0]))
        },
        BadCall("no weights") { _ = try RosenblattPerceptron().predict([[1, 2]]) },
        BadCall("[1, 3]") { _ = try RosenblattPerceptron(weights: [0, 1, 1]).predict([[1, 2, 3]]) },
        BadCall("bias") { _ = try RosenblattPerceptron(weights: [1]) },
    ])
    func badInput(bad: BadCall) {
        #expect(bad.missing == [])
    }
}
