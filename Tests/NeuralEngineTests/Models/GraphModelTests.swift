import NeuralEngine
import Testing

/// Networks with several inputs and outputs, shortcuts, shared layers and penalties.
@Suite("Graphs of layers")
struct GraphModelTests {
    struct Array2: Decodable {
        let shape: [Int]
        let scalars: [Double]
        var tensor: Tensor { get throws { try Tensor(shape: shape, scalars: scalars.map(Float.init)) } }
    }

    struct Case: Decodable, CustomStringConvertible {
        let name: String
        let inputs: [Array2]
        let weights: [Array2]
        let targets: [Array2]
        let outputs: [Array2]
        let loss: Double
        let gradients: [[Double]]
        let inputGradients: [[Double]]
        var description: String { name }

        static let all: [Case] = (try? Fixture.load("graphs")) ?? []

        func model() throws -> Model {
            let model = try GraphNetworks.model(name)
            try model.setWeights(weights.map { try $0.tensor })
            return model
        }

        func data() throws -> Dataset {
            try Dataset(
                name: name, inputs: inputs.map { try $0.tensor }, outputs: targets.map { try $0.tensor })
        }
    }

    @Test func fixturesAreThere() { #expect(Case.all.count == 15) }

    @Test(arguments: Case.all)
    func outputs(fixture: Case) throws {
        let outputs = try fixture.model().predict(inputs: fixture.inputs.map { try $0.tensor })
        #expect(outputs.map(\.shape) == fixture.outputs.map(\.shape))
        for (output, expected) in zip(outputs, fixture.outputs) {
            #expect(worst(output.scalars, expected.scalars, relative: 1e-5, absolute: 1e-6) <= 1)
        }
    }

    @Test(arguments: Case.all)
    func gradients(fixture: Case) throws {
        let (loss, gradients) = try fixture.model().lossAndGradients(
            fixture.data(), losses: GraphNetworks.losses(fixture.name),
            lossWeights: GraphNetworks.lossWeights(fixture.name))
        #expect(abs(loss - fixture.loss) <= 1e-5 * abs(fixture.loss))
        #expect(gradients.count == fixture.gradients.count)
        for (gradient, expected) in zip(gradients, fixture.gradients) {
            #expect(worst(gradient.scalars, expected, relative: 1e-4, absolute: 1e-6) <= 1)
        }
    }

    /// `fit` in one step of gradient descent follows those gradients, and reports the same loss as `evaluate` would have.
    @Test(arguments: Case.all)
    func aStep(fixture: Case) throws {
        let model = try fixture.model()
        let losses = GraphNetworks.losses(fixture.name)
        let history = try model.fit(
            fixture.data(), losses: losses, lossWeights: GraphNetworks.lossWeights(fixture.name),
            optimizer: .sgd(learningRate: 0.1), epochs: 1)
        #expect(abs((history.loss.first ?? .nan) - fixture.loss) <= 1e-5 * abs(fixture.loss))
        for (index, weight) in model.weights.enumerated() {
            let expected = zip(fixture.weights[index].scalars, fixture.gradients[index]).map { $0 - 0.1 * $1 }
            #expect(worst(weight.scalars, expected, relative: 1e-5, absolute: 1e-6) <= 1)
        }
        let evaluation = try model.evaluate(fixture.data())
        #expect(evaluation.loss < fixture.loss)
        if losses.count > 1 { #expect(evaluation.metrics.keys.contains("output 1 loss")) }
    }

    /// An output that an activation alone goes on from is an output all the same: the two are not made in one step.
    @Test func anOutputWithinAChain() throws {
        let x = Input(shape: [3])
        let sums = Dense(4)(x)
        let model = try Model(inputs: [x], outputs: [sums, Activation(.tanh)(sums)], seed: 1)
        let data = try Tensor.normal([5, 3], seed: 2)
        let outputs = try model.predict(inputs: [data])
        #expect(try outputs[0] == data.matmul(model.weights[0]))
        #expect(outputs[1] == outputs[0].tanh())
    }

    /// A tie of maximum and minimum gives each input half of the gradient, as PyTorch does.
    @Test(arguments: [Maximum() as any MergingLayer, Minimum()])
    func ties(merge: any MergingLayer) throws {
        let x = Input(shape: [1])
        let dense = Dense(1, bias: false, kernelInitializer: .ones)
        let model = try Model(inputs: [x], outputs: [merge(dense(x), dense(x))])
        let data = try Dataset(name: "one", features: [[3]], targets: [[1]])
        let (_, gradients) = try model.lossAndGradients(data, loss: .meanSquaredError)
        // 2 (3 − 1) · 3, in two halves.
        #expect(gradients.map(\.scalars) == [[6], [6]])
    }
}
