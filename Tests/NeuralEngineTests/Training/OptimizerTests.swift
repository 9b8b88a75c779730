import NeuralEngine
import Testing

@Suite("Optimizers and whole trainings against PyTorch")
struct OptimizerTests {
    struct Table: Decodable {
        struct Case: Decodable {
            let name: String
            let losses: [Double]
            let kernel: [Double]
            let bias: [Double]
        }
        let x: [Float]
        let t: [Float]
        let kernel: [Float]
        let bias: [Float]
        let cases: [Case]
    }

    /// What each case of the fixture is called here.
    private func optimizer(_ name: String) throws -> Optimizer {
        switch name {
        case "adamW": .adamW(learningRate: 0.05, weightDecay: 0.3)
        case "decay matrices": .adamW(learningRate: 0.05, weightDecay: 0.3, decaying: .matrices)
        case "rmsProp momentum": .rmsProp(learningRate: 0.01, momentum: 0.5)
        case "rmsProp": .rmsProp(learningRate: 0.01)
        case "rmsProp centered": .rmsProp(learningRate: 0.01, centered: true)
        case "rmsProp torch": .rmsProp(learningRate: 0.01)
        case "adagrad torch": .adagrad(learningRate: 0.05, initialAccumulatorValue: 0.5)
        case "clip value": .sgd(learningRate: 0.05).clipped(.value(0.1))
        case "clip norm": .sgd(learningRate: 0.05).clipped(.norm(0.2))
        case "clip global norm": .sgd(learningRate: 0.05).clipped(.globalNorm(0.3))
        case "average": .sgd(learningRate: 0.05).averaged(momentum: 0.9)
        case "scheduled":
            .sgd(learningRate: 0.05).scheduled(.exponentialDecay(decaySteps: 10, decayRate: 0.5))
        default: try Optimizer(name: name, learningRate: 0.05)
        }
    }

    @Test func fortySteps() throws {
        let table = try Fixture.load("training_optimizers", as: Table.self)
        #expect(Set(Optimizer.names).subtracting(table.cases.map(\.name)) == ["gradientDescent"])
        for fixture in table.cases {
            let model = try Sequential(inputShape: [3]) { Dense(2) }
            try model.setWeights([Tensor(shape: [3, 2], scalars: table.kernel), Tensor(table.bias)])
            let data = try Dataset(
                name: "random", features: Tensor(shape: [20, 3], scalars: table.x),
                targets: Tensor(shape: [20, 2], scalars: table.t))
            let history = try model.fit(
                data, loss: .meanSquaredError, optimizer: optimizer(fixture.name), epochs: fixture.losses.count)
            // The peers step in float32 too: forty steps of two different roundings. Lion's steps have a fixed size, so that a
            // rounding can turn the sign of a mean near zero; it does not here.
            #expect(
                worst(history.loss.map { Float($0) }, fixture.losses, relative: 2e-5, absolute: 1e-6) <= 1,
                "\(fixture.name)")
            #expect(
                worst(model.weights[0].scalars, fixture.kernel, relative: 5e-5, absolute: 5e-6) <= 1, "\(fixture.name)")
            #expect(
                worst(model.weights[1].scalars, fixture.bias, relative: 5e-5, absolute: 5e-6) <= 1, "\(fixture.name)")
        }
    }

    @Test func miniBatchesOfWholeNetworks() throws {
        for fixture in try Fixture.load("networks", as: [Fixture.NetworkCase].self) {
            let hidden = try #require(ActivationFunction(name: fixture.activation))
            let output = try #require(ActivationFunction(name: fixture.output))
            let layers = fixture.widths.dropFirst().enumerated().map { index, units in
                Dense(units, activation: index == fixture.widths.count - 2 ? output : hidden)
            }
            let model = try Sequential(inputShape: [fixture.widths[0]], layers: layers)
            try model.setWeights(zip(model.weights, fixture.weights).map { try Tensor(shape: $0.shape, scalars: $1) })
            let count = fixture.targetShape[0]
            let data = try Dataset(
                name: "random", features: Tensor(shape: [count, fixture.widths[0]], scalars: fixture.x),
                targets: Tensor(shape: fixture.targetShape, scalars: fixture.t))
            let loss: Loss =
                switch output {
                case .softmax: .categoricalCrossEntropy
                case .sigmoid: .binaryCrossEntropy
                default: .meanSquaredError
                }
            let history = try model.fit(
                data, loss: loss, optimizer: .adam(learningRate: 0.01), epochs: fixture.epochs,
                batchSize: fixture.batch,
                shuffle: false)
            // Adam divides small gradients by their own size, which enlarges float32's rounding: 30 steps of 0.01.
            #expect(
                worst(history.loss.map { Float($0) }, fixture.losses, relative: 1e-4, absolute: 1e-6) <= 1,
                "\(fixture.activation)")
            for (tensor, expected) in zip(model.weights, fixture.finalWeights) {
                #expect(worst(tensor.scalars, expected, relative: 1e-3, absolute: 2e-4) <= 1, "\(fixture.activation)")
            }
        }
    }

    @Test(arguments: [
        (Optimizer.sgd(learningRate: .nan), "learning rate"), (.sgd(learningRate: 0), "learning rate"),
        (.sgd(learningRate: -0.1), "learning rate"), (.sgd(learningRate: .infinity), "learning rate"),
        // Positive, but nothing in float32.
        (.adam(learningRate: 1e-60), "learning rate"),
        (.sgd(learningRate: 0.1, momentum: 1), "momentum"), (.sgd(learningRate: 0.1, momentum: -0.5), "momentum"),
        (.sgd(learningRate: 0.1, momentum: .nan, nesterov: true), "momentum"),
        (.adam(beta1: 1), "beta1"), (.adam(beta2: -1), "beta2"), (.adam(epsilon: 0), "epsilon"),
        (.adamW(weightDecay: -1), "weight decay"), (.nadam(momentumDecay: -1), "momentumDecay"),
        (.adagrad(initialAccumulatorValue: -1), "initialAccumulatorValue"), (.rmsProp(rho: 1), "rho"),
        (.adaDelta(epsilon: 0), "epsilon"), (.lion(beta2: 2), "beta2"), (.adamax(beta1: .nan), "beta1"),
        (.sgd().clipped(.norm(0)), "limit"), (.sgd().clipped(.value(.nan)), "limit"),
        (.sgd().averaged(momentum: 1), "average"),
        (.sgd().scheduled(.exponentialDecay(decaySteps: 0, decayRate: 0.5)), "decaySteps"),
        (.sgd().scheduled(.exponentialDecay(decaySteps: 5, decayRate: -1)), "decayRate"),
        (.sgd().scheduled(.piecewiseConstant(boundaries: [3], values: [0.1])), "boundaries"),
        (.sgd().scheduled(.piecewiseConstant(boundaries: [3, 2], values: [1, 2, 3])), "rising"),
        (.sgd().scheduled(.cosineDecay(decaySteps: 5, alpha: 2)), "alpha"),
        (.sgd().scheduled(.linearWarmup(steps: 0)), "warm-up"),
        (.sgd().scheduled(.cosineDecayRestarts(firstDecaySteps: 5, tMul: 0.5)), "tMul"),
    ])
    func senselessNumbers(optimizer: Optimizer, mention: String) throws {
        let model = try Sequential(inputShape: [1]) { Dense(1) }
        let before = model.weights
        let data = try Dataset(name: "line", features: [[1], [2]], targets: [1, 2])
        let error = engineError { try model.fit(data, loss: .meanSquaredError, optimizer: optimizer, epochs: 1) }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message.contains(mention) == true)
        #expect(model.weights == before)
    }
}
