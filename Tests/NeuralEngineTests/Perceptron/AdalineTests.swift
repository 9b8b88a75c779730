import NeuralEngine
import Testing

@Suite("Adaline")
struct AdalineTests {
    /// By hand, for two points of one feature, x = 1 with label +1 and x = 2 with label −1, η = ½, online and in order:
    /// w = 0 gives the error 1, so w = (½, ½); then s = 1.5, the error −2.5, so w = (½ − 1.25, ½ − 2.5).
    @Test func theFirstEpochByHand() throws {
        let data = try Dataset(name: "two", features: [[1], [2]], targets: [1, -1])
        var adaline = Adaline()
        let history = try adaline.fit(data, learningRate: 0.5, epochs: 1, shuffle: false)
        #expect(adaline.weights == [-0.75, -2])
        #expect(history.loss == [(1 + 2.5 * 2.5) / 2])
        // A sum of 0 counts as +1, which is right; 1.5 is not.
        #expect(history.metrics["accuracy"] == [0.5])
    }

    /// The delta rule with all examples at once is gradient descent on the mean squared error of a neuron without activation, whose
    /// slope has a 2 in front: half the learning rate.
    @Test(arguments: [nil, 1, 16] as [Int?])
    func isALinearNeuron(batchSize: Int?) throws {
        let data = try Dataset.moons(samples: 64, seed: 3).signedTargets()
        var adaline = Adaline()
        let history = try adaline.fit(data, learningRate: 0.02, epochs: 20, batchSize: batchSize, shuffle: false)
        let neuron = try Sequential(inputShape: [2]) { Dense(1, kernelInitializer: .zeros) }
        let other = try neuron.fit(
            data, loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.01), epochs: 20, batchSize: batchSize ?? 64,
            shuffle: false)
        let learned = neuron.weights[1].scalars + neuron.weights[0].scalars
        // Up to 1,280 steps in float against double precision.
        for (mine, its) in zip(adaline.weights ?? [], learned) { #expect(abs(mine - Double(its)) < 1e-4) }
        #expect(adaline.weights?.count == 3)
        for (mine, its) in zip(history.loss, other.loss) { #expect(abs(mine - its) < 1e-4) }
    }

    /// Where no line separates the classes it comes to the least-squares line, whose normal equations its weights solve.
    @Test func settlesAtLeastSquares() throws {
        let data = try Dataset.iris().keeping(classes: [1, 2]).standardized()
        var adaline = Adaline()
        let history = try adaline.fit(data, learningRate: 0.3, epochs: 3000, batchSize: nil)
        #expect(zip(history.loss, history.loss.dropFirst()).allSatisfy { $1 <= $0 + 1e-12 })
        let weights = try #require(adaline.weights)
        // The mean of the errors times (1, x) is the gradient: 0 at the end.
        var slope = [Double](repeating: 0, count: 5)
        let sums = try adaline.decision(data.features).scalars
        for row in 0..<data.count {
            let error = (data.labels?[row] == 1 ? 1 : -1) - Double(sums[row])
            for place in 0..<5 {
                let x = place == 0 ? 1 : Double(data.features.scalars[row * 4 + place - 1])
                slope[place] += error * x / Double(data.count)
            }
        }
        #expect(slope.allSatisfy { abs($0) < 1e-3 }, "\(slope), \(weights)")
        #expect(try adaline.accuracy(on: data) > 0.95)
    }

    @Test func seedsDecideTheOrder() throws {
        let data = try Dataset.moons(samples: 60, seed: 1)
        func weights(_ seed: UInt64) throws -> [Double]? {
            var adaline = Adaline()
            try adaline.fit(data, learningRate: 0.05, epochs: 3, seed: seed)
            return adaline.weights
        }
        #expect(try weights(1) == weights(1))
        #expect(try weights(1) != weights(2))
    }

    @Test func tooLargeARateIsSaid() throws {
        let data = try Dataset.iris().keeping(classes: [0, 1])
        var adaline = try Adaline(weights: [1, 2, 3, 4, 5])
        let before = adaline
        let error = engineError { _ = try adaline.fit(data, learningRate: 5, epochs: 500) }
        #expect(error?.code == .notFinite && error?.message.contains("standardize") == true)
        #expect(adaline == before)
    }

    @Test(arguments: [
        BadCall("learning rate is -1") { _ = try Adaline.trained(learningRate: -1) },
        BadCall("epochs is 0") { _ = try Adaline.trained(epochs: 0) },
        BadCall("batchSize is 9", "1 to 4") { _ = try Adaline.trained(batchSize: 9) },
        BadCall("An Adaline", "three") { _ = try Adaline.trained(targets: [0, 1, 2, 0]) },
        BadCall("no weights") { _ = try Adaline().predict([[1, 2]]) },
        BadCall("[1, 3]") { _ = try Adaline(weights: [0, 1, 1]).predict([[1, 2, 3]]) },
        BadCall("bias") { _ = try Adaline(weights: [1]) },
    ])
    func badInput(bad: BadCall) {
        #expect(bad.missing == [])
    }
}

extension Adaline {
    fileprivate static func trained(
        learningRate: Double = 0.1, epochs: Int = 1, batchSize: Int? = 1, targets: Tensor = [0, 1, 1, 0]
    ) throws -> Adaline {
        let data = try Dataset(name: "three", features: [[0, 0], [0, 1], [1, 0], [1, 1]], targets: targets)
        var adaline = Adaline()
        try adaline.fit(data, learningRate: learningRate, epochs: epochs, batchSize: batchSize)
        return adaline
    }
}
