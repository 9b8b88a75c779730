import NeuralEngine
import Testing

@Suite("Optimizers and whole trainings against PyTorch")
struct OptimizerTests {
    @Test func fortySteps() throws {
        let cases = try Fixture.load("optimizers", as: [Fixture.OptimizerCase].self)
        #expect(cases.map(\.name).sorted() == Optimizer.names.sorted())
        for fixture in cases {
            let model = try Sequential(inputShape: [3]) { Dense(2) }
            try model.setWeights([Tensor(shape: [3, 2], scalars: fixture.kernel), Tensor(fixture.bias)])
            let data = try Dataset(
                name: "random", features: Tensor(shape: [20, 3], scalars: fixture.x),
                targets: Tensor(shape: [20, 2], scalars: fixture.t))
            let optimizer = try Optimizer(name: fixture.name, learningRate: fixture.learningRate)
            let history = try model.fit(
                data, loss: .meanSquaredError, optimizer: optimizer, epochs: fixture.losses.count)
            // PyTorch steps in float32 too: forty steps of two different roundings.
            #expect(
                worst(history.loss.map { Float($0) }, fixture.losses, relative: 2e-5, absolute: 1e-6) <= 1,
                "\(fixture.name)")
            #expect(
                worst(model.weights[0].scalars, fixture.finalKernel, relative: 5e-5, absolute: 5e-6) <= 1,
                "\(fixture.name)")
            #expect(
                worst(model.weights[1].scalars, fixture.finalBias, relative: 5e-5, absolute: 5e-6) <= 1,
                "\(fixture.name)")
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
