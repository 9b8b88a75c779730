import NeuralEngine
import Testing

/// Every layer over pictures and sequences against PyTorch in float64.
@Suite("Convolution against PyTorch")
struct ConvolutionFixtureTests {
    private func check(_ fixture: ConvolutionFixture) throws {
        let layer = try fixture.makeLayer()
        let network = try PictureNetwork(
            x: fixture.x, shape: fixture.inputShape, batch: fixture.batch, layers: [layer], weights: fixture.weights,
            target: fixture.target)
        let y = try network.model.predict(network.data.features)
        // Sums of up to a few hundred products of numbers around 1, where float32 rounds to 6e-8 each.
        #expect(worst(y.scalars, fixture.y, relative: 1e-5, absolute: 2e-6) <= 1)
        let (loss, input, weights) = try network.lossAndGradients()
        #expect(abs(loss - fixture.loss) <= 1e-5 * fixture.loss)
        #expect(worst(input, fixture.inputGradient, relative: 1e-4, absolute: 1e-6) <= 1)
        #expect(weights.count == fixture.gradients.count)
        for (gradient, expected) in zip(weights, fixture.gradients) {
            #expect(worst(gradient, expected, relative: 1e-4, absolute: 1e-6) <= 1)
        }
        // Without a layer in front, no gradient of the input is computed; the others have to be the same.
        guard !fixture.weights.isEmpty else { return }
        let alone = try Sequential(inputShape: fixture.inputShape, layers: [layer, Flatten()])
        try alone.setWeights(zip(alone.weights, fixture.weights).map { try Tensor(shape: $0.shape, scalars: $1) })
        let data = try Dataset(
            name: "alone", features: Tensor(shape: [fixture.batch] + fixture.inputShape, scalars: fixture.x),
            targets: network.data.targets)
        let (_, gradients) = try alone.lossAndGradients(data, loss: .meanSquaredError)
        #expect(gradients.map(\.scalars) == weights)
    }

    @Test(arguments: try ConvolutionFixture.load("convolutions"))
    func convolution(fixture: ConvolutionFixture) throws { try check(fixture) }

    @Test(arguments: try ConvolutionFixture.load("transposedConvolutions"))
    func transposedConvolution(fixture: ConvolutionFixture) throws { try check(fixture) }

    /// Arguments and shapes drawn by a seed.
    @Test(arguments: try ConvolutionFixture.load("randomConvolutions"))
    func randomShapes(fixture: ConvolutionFixture) throws { try check(fixture) }

    @Test(arguments: try ConvolutionFixture.load("poolings"))
    func pooling(fixture: ConvolutionFixture) throws { try check(fixture) }

    /// A maximum behind a convolution is computed in the convolution's own pass; both apart have to give the same.
    @Test(arguments: try ConvolutionFixture.load("convolutions").filter { $0.outputShape?.count == 3 })
    func fusedPooling(fixture: ConvolutionFixture) throws {
        guard let shape = fixture.outputShape, shape[0] >= 2, shape[1] >= 3 else { return }
        let layer = try fixture.makeLayer()
        let pool = MaxPooling2D(poolSize: [2, 3])
        let count = fixture.batch * (shape[0] / 2) * (shape[1] / 3) * shape[2]
        let target = draws(count, seed: 5)
        func network(_ layers: [any Layer]) throws -> PictureNetwork {
            try PictureNetwork(
                x: fixture.x, shape: fixture.inputShape, batch: fixture.batch, layers: layers,
                weights: fixture.weights, target: target)
        }
        let fused = try network([layer, pool])
        // A layer that changes nothing keeps the two apart.
        let apart = try network([layer, ZeroPadding2D(padding: 0), pool])
        #expect(try fused.model.predict(fused.data.features) == apart.model.predict(apart.data.features))
        let first = try fused.lossAndGradients()
        let second = try apart.lossAndGradients()
        #expect(first.loss == second.loss)
        #expect(worst(first.input, second.input.map(Double.init), relative: 1e-5, absolute: 1e-7) <= 1)
        for (one, other) in zip(first.weights, second.weights) {
            #expect(worst(one, other.map(Double.init), relative: 1e-5, absolute: 1e-7) <= 1)
        }
    }
}
