import NeuralEngine
import Testing

/// Gradients that pass networks of layers: by their parameters, and by what they are called with.
@Suite("Gradients through networks")
struct NetworkGradientTests {
    /// x + P with P beginning at 0: for a batch of one, P's gradient is x's.
    private struct Shift: Layer {
        var kind: String { "Shift" }
        func outputShape(for inputShape: [Int]) -> [Int] { inputShape }

        func parameters(for inputShape: [Int]) -> [ParameterSpecification] {
            let columns = inputShape.last ?? 1
            let shape = [inputShape.reduce(1, *) / columns, columns]
            return [ParameterSpecification(name: "shift", shape: shape, initializer: .zeros, fanIn: 1, fanOut: 1)]
        }

        func build(
            _ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder
        ) throws -> GraphValue { try graph.addPositions(input, table: parameters[0]) }
    }

    /// The plan of `fit` and the network on the tape run the same kernels: their numbers are the same to the bit.
    @Test(arguments: NetworkCase.all)
    func asInFit(network: NetworkCase) throws {
        let model = try network.model()
        let (x, t) = try network.batch(5, of: model)
        let plan = try model.lossAndGradients(
            Dataset(name: "random", features: x, targets: t), loss: .meanSquaredError)
        // Twice, so that the plan of the first call is used again.
        for _ in 0..<2 {
            let (loss, gradients) = try valueWithGradient(at: model) { model in
                try meanSquaredError(model(x, training: false), t)
            }
            #expect(try loss.scalar == Float(plan.loss))
            #expect(gradients == plan.gradients)
        }
    }

    @Test(arguments: NetworkCase.all)
    func byInputs(network: NetworkCase) throws {
        let model = try network.model()
        let shifted = try network.model(after: [Shift()])
        for rows in [1, 4] {
            let (x, t) = try network.batch(rows, of: model)
            let slope = try gradient(at: x) { x in try meanSquaredError(model(x), t) }
            #expect(slope.shape == x.shape)
            let plan = try shifted.lossAndGradients(
                Dataset(name: "random", features: x, targets: t), loss: .meanSquaredError)
            let sum = try slope.sum(axis: 0)
            if rows == 1 { #expect(sum.scalars == plan.gradients[0].scalars) }
            // The order of a sum of four.
            let size = Double(try plan.gradients[0].abs().max().scalar)
            #expect(
                worst(
                    sum.scalars, plan.gradients[0].scalars.map(Double.init), relative: 1e-5, absolute: 1e-6 * size)
                    <= 1)
            // Both at once, and the parameters alone, are the same numbers.
            let both = try gradient(at: model, x) { model, x in
                try meanSquaredError(model(x, training: false), t)
            }
            #expect(both.1 == slope)
            #expect(
                try both.0
                    == gradient(at: model) { model in try meanSquaredError(model(x, training: false), t) })
        }
    }

    /// PyTorch's gradients of networks with several inputs and outputs, shared layers and penalties.
    @Test(arguments: GraphModelTests.Case.all)
    func asPyTorch(fixture: GraphModelTests.Case) throws {
        let model = try fixture.model()
        let inputs = try fixture.inputs.map { try $0.tensor }
        func loss(_ model: Model, _ inputs: [Tensor]) throws -> Tensor {
            var sum = model.penalty
            let outputs = try model(inputs: inputs)
            let losses = GraphNetworks.losses(fixture.name)
            for (index, output) in outputs.enumerated() {
                let target = try fixture.targets[index].tensor
                let part =
                    switch losses[index] {
                    case .meanAbsoluteError: try meanAbsoluteError(output, target)
                    case .binaryCrossEntropy: try binaryCrossEntropy(output, target)
                    case .categoricalCrossEntropy: try categoricalCrossEntropy(output, target)
                    default: try meanSquaredError(output, target)
                    }
                sum = try sum + Float(GraphNetworks.lossWeights(fixture.name)?[index] ?? 1) * part
            }
            return sum
        }
        let (value, gradients) = try valueWithGradient(at: model) { try loss($0, inputs) }
        #expect(abs(Double(try value.scalar) - fixture.loss) <= 1e-5 * abs(fixture.loss))
        let slopes = try gradient(at: inputs) { try loss(model, $0) }
        // Float32's rounding through three layers, as where `fit`'s gradients are compared.
        for (slope, expected) in zip(gradients + slopes, fixture.gradients + fixture.inputGradients) {
            #expect(worst(slope.scalars, expected, relative: 1e-4, absolute: 1e-6) <= 1)
        }
    }

    @Test func severalUsesAddUp() throws {
        let model = try Sequential(inputShape: [4], seed: 2) {
            Dense(6, activation: .tanh)
            Dense(2)
        }
        let (a, b) = (try Tensor.normal([3, 4], seed: 1), try Tensor.normal([3, 4], seed: 2))
        let c = try Tensor.normal([5, 4], seed: 3)
        let parts = try [a, b, c].map { x in try gradient(at: model) { try $0(x).squared().mean() } }
        let sum = try gradient(at: model) { model in
            try model(a).squared().mean() + model(b).squared().mean() + model(c).squared().mean()
        }
        for index in sum.indices {
            let expected = zip(parts[0][index].scalars, zip(parts[1][index].scalars, parts[2][index].scalars)).map {
                Double($0) + Double($1.0) + Double($1.1)
            }
            #expect(worst(sum[index].scalars, expected, relative: 1e-6, absolute: 1e-6) <= 1)
        }
        // A network behind itself, against the chain of two such networks.
        let square = try Sequential(inputShape: [3], seed: 4) { Dense(3, activation: .tanh) }
        let chain = try Sequential(inputShape: [3], seed: 4) {
            Dense(3, activation: .tanh)
            Dense(3, activation: .tanh)
        }
        try chain.setWeights(square.weights + square.weights)
        let x = try Tensor.normal([4, 3], seed: 5)
        let twice = try gradient(at: square) { try $0($0(x)).squared().mean() }
        let both = try gradient(at: chain) { try $0(x).squared().mean() }
        for index in twice.indices { #expect(try twice[index] == both[index + 2] + both[index]) }
    }

    @Test func weightsMayBeRead() throws {
        let model = try Sequential(inputShape: [2], seed: 1) {
            Dense(3, kernelRegularizer: .l1l2(l1: 0.1, l2: 0.2))
            Frozen(Dense(2, kernelRegularizer: .l2(0.3)))
        }
        let byHand = try gradient(at: model) { model in
            let w = model.weights[0]
            return try 0.1 * w.abs().sum() + 0.2 * w.squared().sum() + model.weights(ofLayer: 1)[0].sum()
        }
        #expect(try byHand == gradient(at: model) { $0.penalty })
        #expect(byHand[1...].allSatisfy { $0.scalars.allSatisfy { $0 == 0 } })
        #expect(model.penalty.isTracked == false)
        let expected = model.weights[0].scalars.reduce(0.0) { $0 + 0.1 * Double(abs($1)) + 0.2 * Double($1 * $1) }
        #expect(abs(Double(try model.penalty.scalar) - expected) < 1e-6)
    }

    /// What is not learned has gradients of zeros, in both ways to one gradient.
    @Test func frozenWeights() throws {
        let model = try Sequential(inputShape: [3], seed: 1) {
            Dense(4, activation: .tanh)
            Frozen(Dense(4, activation: .tanh))
            BatchNormalization()
        }
        let x = try Tensor.normal([5, 3], seed: 2)
        let data = try Dataset(name: "random", features: x, targets: Tensor.ones([5, 4]))
        let plan = try model.lossAndGradients(data, loss: .meanSquaredError).gradients
        let tape = try gradient(at: model) { try meanSquaredError($0(x), Tensor.ones([5, 4])) }
        for slopes in [plan, tape] {
            let areZero = slopes.map { $0.scalars.allSatisfy { $0 == 0 } }
            #expect(areZero == [false, false, true, true, false, false, true, true])
        }
    }

    /// A single sample gives a single answer, also within a gradient.
    @Test func oneSample() throws {
        let model = try Sequential(inputShape: [3], seed: 1) { Dense(2) }
        let x: Tensor = [1, 2, 3]
        #expect(try model(x) == model.predict(x))
        let slope = try gradient(at: x) { x in try model(x).sum() }
        #expect(try slope == model.weights[0].sum(axis: 1))
        #expect(try gradient(at: x) { x in try model.predict(x).sum() } == slope)
        #expect(try gradient(at: model) { try $0(x).sum() } == [[[1, 1], [2, 2], [3, 3]], [1, 1]])
    }
}
