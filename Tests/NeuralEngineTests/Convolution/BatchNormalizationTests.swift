import NeuralEngine
import Testing

@Suite("Batch normalisation")
struct BatchNormalizationTests {
    private func network(_ fixture: ConvolutionFixture) throws -> PictureNetwork {
        try PictureNetwork(
            x: fixture.x, shape: fixture.inputShape, batch: fixture.batch, layers: [fixture.makeLayer()],
            weights: fixture.weights, target: fixture.target)
    }

    /// With the moving statistics: what `predict` and `lossAndGradients` do.
    @Test(arguments: try ConvolutionFixture.load("batchNormalizations").filter { $0.options.training == false })
    func moving(fixture: ConvolutionFixture) throws {
        let network = try network(fixture)
        let y = try network.model.predict(network.data.features)
        #expect(worst(y.scalars, fixture.y, relative: 1e-5, absolute: 2e-6) <= 1)
        let (loss, input, weights) = try network.lossAndGradients()
        #expect(abs(loss - fixture.loss) <= 1e-5 * fixture.loss)
        #expect(worst(input, fixture.inputGradient, relative: 1e-4, absolute: 1e-6) <= 1)
        for (gradient, expected) in zip(weights, fixture.gradients) {
            #expect(worst(gradient, expected, relative: 1e-4, absolute: 1e-6) <= 1)
        }
        #expect(weights.suffix(2).allSatisfy { $0.allSatisfy { $0 == 0 } })
    }

    /// With the batch's statistics: one step of gradient descent with rate 1, whose changes of the weights are the gradients.
    @Test(arguments: try ConvolutionFixture.load("batchNormalizations").filter { $0.options.training == true })
    func training(fixture: ConvolutionFixture) throws {
        let network = try network(fixture)
        let before = network.model.weights.map(\.scalars)
        let history = try network.model.fit(
            network.data, loss: .meanSquaredError, optimizer: .sgd(learningRate: 1), epochs: 1)
        #expect(abs(try #require(history.loss.first) - fixture.loss) <= 1e-5 * fixture.loss)
        let after = network.model.weights.map(\.scalars)
        let changes = zip(before, after).map { zip($0, $1).map { $0 - $1 } }
        // Differences of numbers around 1 are good to about 1e-7.
        #expect(worst(changes[0], fixture.inputGradient, relative: 1e-4, absolute: 1e-6) <= 1)
        for (change, expected) in zip(changes[1...], fixture.gradients) {
            #expect(worst(change, expected, relative: 1e-4, absolute: 1e-6) <= 1)
        }
        for (moved, expected) in zip(after.suffix(2), try #require(fixture.moving)) {
            #expect(worst(moved, expected, relative: 1e-5, absolute: 1e-6) <= 1)
        }
    }

    @Test func withoutScaleAndCenter() throws {
        let x = try Tensor.uniform([64, 3], in: -2..<6, seed: 1)
        let model = try Sequential(inputShape: [3]) {
            BatchNormalization(momentum: 0, center: false, scale: false)
            Dense(1)
        }
        #expect(model.weights.map(\.shape) == [[3], [3], [3, 1], [1]])
        let data = try Dataset(name: "uniform", features: x, targets: Tensor.uniform([64, 1], seed: 2))
        try model.fit(data, loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.01), epochs: 1)
        for channel in 0..<3 {
            let column = (0..<64).map { Double(x.scalars[$0 * 3 + channel]) }
            let mean = column.reduce(0, +) / 64
            let variance = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 64
            // With momentum 0 the moving statistics are those of the last batch.
            #expect(abs(Double(model.weights[0].scalars[channel]) - mean) < 1e-5)
            #expect(abs(Double(model.weights[1].scalars[channel]) - variance) < 1e-4)
        }
    }

    /// Far from 0, a variance computed as the mean of squares less the squared mean would have no correct digit.
    @Test func largeMean() throws {
        let noise = draws(512, range: 1, seed: 3)
        let x = try Tensor(shape: [512, 1], scalars: noise.map { $0 + 4096 })
        let model = try Sequential(inputShape: [1]) {
            BatchNormalization(momentum: 0)
            Dense(1)
        }
        let data = try Dataset(name: "far", features: x, targets: Tensor.uniform([512, 1], seed: 2))
        try model.fit(data, loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.01), epochs: 1)
        let exact = x.scalars.map(Double.init)
        let mean = exact.reduce(0, +) / 512
        let variance = exact.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 512
        #expect(abs(Double(model.weights[3].scalars[0]) - variance) < 1e-3 * variance)
    }
}
