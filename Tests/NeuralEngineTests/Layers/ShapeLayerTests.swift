import NeuralEngine
import Testing

/// Layers that move numbers about: each against a network that does the same without it.
@Suite("Layers of shapes")
struct ShapeLayerTests {
    /// The output, the loss's gradients, and the loss, of a network whose weights are given.
    private func result(
        _ layers: [any Layer], inputShape: [Int], weights: [Tensor]
    ) throws -> (output: Tensor, gradients: [Tensor]) {
        let model = try Sequential(inputShape: inputShape, layers: layers)
        try model.setWeights(weights)
        let x = try Tensor.uniform([5] + inputShape, in: -1..<1, seed: 3)
        let data = try Dataset(
            name: "random", features: x, targets: Tensor.uniform([5] + model.outputShape, in: -1..<1, seed: 4))
        return (try model.predict(x), try model.lossAndGradients(data, loss: .meanSquaredError).gradients)
    }

    private func expectEqual(_ one: Tensor, _ other: Tensor, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(one.shape == other.shape, sourceLocation: sourceLocation)
        // The same additions in another order.
        #expect(
            worst(one.scalars, other.scalars.map(Double.init), relative: 1e-5, absolute: 1e-6) <= 1,
            sourceLocation: sourceLocation)
    }

    private func tensor(_ shape: [Int], seed: UInt64) throws -> Tensor {
        try Tensor.uniform(shape, in: -1..<1, seed: seed)
    }

    @Test(arguments: [[1], [2, 1], [1, 2], [3, 1, 2], [2, 1, 3], [1, 3, 2], [4, 2, 1, 3], [1, 3, 2, 4]])
    func permute(axes: [Int]) throws {
        let shape = Array([3, 4, 2, 5].prefix(axes.count))
        let moved = axes.map { shape[$0 - 1] }
        let count = shape.reduce(1, *)
        /// Where each number of the output came from.
        let origins = (0..<count).map { place -> Int in
            var rest = place
            var index = [Int](repeating: 0, count: axes.count)
            for axis in axes.indices.reversed() {
                (rest, index[axes[axis] - 1]) = rest.quotientAndRemainder(dividingBy: moved[axis])
            }
            return zip(index, shape).reduce(0) { $0 * $1.1 + $1.0 }
        }
        let first = [
            try tensor([shape[shape.count - 1], shape[shape.count - 1]], seed: 1),
            try tensor([shape[shape.count - 1]], seed: 2),
        ]
        let kernel = try tensor([count, 2], seed: 5)
        let plain = try Tensor(
            shape: [count, 2],
            scalars: (0..<count).flatMap { origin -> ArraySlice<Float> in
                let place = origins.firstIndex(of: origin) ?? 0
                return kernel.scalars[(2 * place)..<(2 * place + 2)]
            })
        let bias = try tensor([2], seed: 6)
        let dense = Dense(shape[shape.count - 1])
        let permuted = try result(
            [dense, Permute(axes), Flatten(), Dense(2)], inputShape: shape, weights: first + [kernel, bias])
        let direct = try result([dense, Flatten(), Dense(2)], inputShape: shape, weights: first + [plain, bias])
        expectEqual(permuted.output, direct.output)
        expectEqual(permuted.gradients[0], direct.gradients[0])
        expectEqual(permuted.gradients[1], direct.gradients[1])
    }

    @Test(arguments: [1, 2, 7])
    func repeatVector(count: Int) throws {
        let first = [try tensor([3, 4], seed: 1), try tensor([4], seed: 2)]
        let kernel = try tensor([count * 4, 2], seed: 5)
        let sum = try Tensor(
            shape: [4, 2],
            scalars: (0..<8).map { place in (0..<count).reduce(0) { $0 + kernel.scalars[$1 * 8 + place] } })
        let bias = try tensor([2], seed: 6)
        let repeated = try result(
            [Dense(4), RepeatVector(count), Flatten(), Dense(2)], inputShape: [3], weights: first + [kernel, bias])
        let direct = try result([Dense(4), Dense(2)], inputShape: [3], weights: first + [sum, bias])
        expectEqual(repeated.output, direct.output)
        expectEqual(repeated.gradients[0], direct.gradients[0])
    }

    /// A dense layer needs no wrapper, so it shows what the wrapper does.
    @Test(arguments: [Dense(4, activation: .tanh), Dense(3, activation: .softmax), Dense(5, bias: false)])
    func eachStepOfADenseLayer(layer: Dense) throws {
        let weights =
            [try tensor([2, layer.units], seed: 1)] + (layer.hasBias ? [try tensor([layer.units], seed: 2)] : [])
        let ends = [try tensor([3 * layer.units, 2], seed: 7), try tensor([2], seed: 8)]
        let begins = [try tensor([2, 2], seed: 11), try tensor([2], seed: 12)]
        let wrapped = try result(
            [Dense(2), TimeDistributed(layer), Flatten(), Dense(2)], inputShape: [3, 2],
            weights: begins + weights + ends)
        let direct = try result(
            [Dense(2), layer, Flatten(), Dense(2)], inputShape: [3, 2], weights: begins + weights + ends)
        expectEqual(wrapped.output, direct.output)
        for (one, other) in zip(wrapped.gradients, direct.gradients) { expectEqual(one, other) }
    }

    /// Sequences of sequences: the layer sees each inner one alone, and wrappers may stand in each other.
    @Test func eachStepOfARecurrentLayer() throws {
        let model = try Sequential(inputShape: [2, 4, 3], seed: 1) { TimeDistributed(GRU(5)) }
        let inner = try Sequential(inputShape: [4, 3], seed: 1) { GRU(5) }
        try inner.setWeights(model.weights)
        let x = try tensor([6, 2, 4, 3], seed: 2)
        let output = try model.predict(x)
        #expect(output.shape == [6, 2, 5])
        let flat = try inner.predict(Tensor(shape: [12, 4, 3], scalars: x.scalars))
        #expect(output.scalars == flat.scalars)
        let twice = try Sequential(inputShape: [2, 4, 3], seed: 1) { TimeDistributed(TimeDistributed(Dense(5))) }
        let once = try Sequential(inputShape: [2, 4, 3], seed: 1) { Dense(5) }
        try once.setWeights(twice.weights)
        #expect(try twice.predict(x).scalars == once.predict(x).scalars)
    }

    /// Noise of a deviation adds its square to the mean square, and predictions know none of it.
    @Test(arguments: [0.0, 0.3, 2])
    func noise(deviation: Double) throws {
        let rows = 20_000
        func loss(_ layer: any Layer, x: Float, seed: UInt64) throws -> Double {
            let model = try Sequential(inputShape: [1], layers: [layer, Dense(1, bias: false)])
            try model.setWeights([Tensor(shape: [1, 1], scalars: [1])])
            let data = try Dataset(
                name: "constant", features: Tensor(shape: [rows, 1], scalars: Array(repeating: x, count: rows)),
                targets: Tensor(shape: [rows, 1], scalars: Array(repeating: 0, count: rows)))
            #expect(try model.evaluate(data, loss: .meanSquaredError).loss == Double(x * x))
            let history = try model.fit(
                data, loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.1), epochs: 1, batchSize: rows,
                seed: seed)
            // The slope of w² m is 2 m w; 20,000 products are added up in float32.
            let loss = history.loss.first ?? .nan
            #expect(abs(Double(model.weights[0].scalars[0]) - (1 - 0.2 * loss)) < 1e-4 * (1 + loss))
            return loss
        }
        let square = deviation * deviation
        // The mean of 20,000 squares deviates by a hundredth of itself.
        #expect(abs(try loss(GaussianNoise(deviation: deviation), x: 0, seed: 1) - square) <= 0.05 * square)
        let rate = square / (1 + square)
        let multiplied = try loss(GaussianDropout(rate: rate), x: 1, seed: 1)
        #expect(abs(multiplied - (1 + square)) <= 0.05 * square + 0.06 * deviation + 1e-6)
        #expect(try loss(GaussianDropout(rate: rate), x: 1, seed: 1) == multiplied)
        if deviation > 0 { #expect(try loss(GaussianDropout(rate: rate), x: 1, seed: 2) != multiplied) }
    }

    @Test(arguments: [
        BadCall("Permute", "[1, 1]", "[batch, 5, 2]") { try build(Permute([1, 1])) },
        BadCall("Permute", "[1]") { try build(Permute([1])) },
        BadCall("Permute", "[0, 1]") { try build(Permute([0, 1])) },
        BadCall("RepeatVector", "0") { try build(RepeatVector(0), shape: [3]) },
        BadCall("RepeatVector", "[batch, 5, 2]", "Flatten") { try build(RepeatVector(2)) },
        BadCall("TimeDistributed", "[batch, 3]") { try build(TimeDistributed(Dense(2)), shape: [3]) },
        BadCall("1 unit or more") { try build(TimeDistributed(Dense(0))) },
        BadCall("GaussianNoise", "-1.0") { try build(GaussianNoise(deviation: -1)) },
        BadCall("GaussianDropout", "1.0") { try build(GaussianDropout(rate: 1)) },
    ])
    func mistakes(call: BadCall) { #expect(call.missing == []) }

    @Test func code() {
        #expect(Permute([2, 1]).code == "Permute([2, 1])")
        #expect(TimeDistributed(Dense(3)).code == "TimeDistributed(Dense(3))")
        #expect(RepeatVector(4).code == "RepeatVector(4)")
        #expect(GaussianNoise(deviation: 0.1).code == "GaussianNoise(deviation: 0.1)")
    }
}

private func build(_ layer: any Layer, shape: [Int] = [5, 2]) throws {
    _ = try Sequential(inputShape: shape, layers: [layer])
}
