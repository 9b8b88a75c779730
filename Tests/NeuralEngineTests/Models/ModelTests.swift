import NeuralEngine
import Testing

/// What a network of layers says and does besides computing.
@Suite("Models")
struct ModelTests {
    private static func twoInputs(seed: UInt64 = 0) throws -> Model {
        let (picture, number) = (Input(shape: [2, 2], name: "picture"), Input(shape: [3]))
        let seen = Dense(4, activation: .tanh)(Flatten()(picture))
        return try Model(
            inputs: [picture, number], outputs: [Dense(2, activation: .softmax)(Concatenate()(seen, number))],
            seed: seed, name: "two")
    }

    @Test func summary() throws {
        #expect(
            try Self.twoInputs().summary() == """
                Network "two", input [batch, 2, 2] and [batch, 3]
                   Layer                           Inputs      Output      Parameters
                0  Flatten()                       picture     [batch, 4]           0
                1  Dense(4, activation: .tanh)                 [batch, 4]          20
                2  Concatenate()                   1, input 1  [batch, 7]           0
                3  Dense(2, activation: .softmax)              [batch, 2]          16
                36 parameters (144 bytes)
                """)
    }

    @Test func copiesAreEqualAndApart() throws {
        let model = try Self.twoInputs(seed: 4)
        let copy = try model.copy(name: "other")
        #expect(copy.weights == model.weights && copy.name == "other")
        copy.reset(seed: 5)
        #expect(copy.weights != model.weights)
        #expect(try Self.twoInputs(seed: 5).weights == copy.weights)
        let chain = try Sequential(inputShape: [2]) { Dense(1) }
        #expect(try type(of: chain.copy()) == Sequential.self)
    }

    /// What is frozen stays, to the bit, under an optimizer that changes weights without a gradient as well.
    @Test func frozenLayersStay() throws {
        let model = try Sequential(inputShape: [3], seed: 2) {
            Frozen(Dense(8, activation: .tanh))
            Dense(1)
        }
        let before = model.weights
        #expect(model.parameterCount == 41 && model.trainableParameterCount == 9)
        try model.fit(Self.regression(), loss: .meanSquaredError, optimizer: .adam(learningRate: 0.1), epochs: 5)
        #expect(Array(model.weights[..<2]) == Array(before[..<2]))
        #expect(model.weights[2] != before[2] && model.weights[3] != before[3])
        let all = try Sequential(inputShape: [3]) { Frozen(Dense(1)) }
        let error = engineError { try all.fit(Self.regression(), loss: .meanSquaredError, epochs: 1) }
        #expect(error?.message.contains("no parameters to learn") == true)
    }

    @Test(arguments: [
        (WeightConstraint.maxNorm(0.5), 0.0...0.500001), (.unitNorm, 0.99999...1.00001),
        (.minMaxNorm(minimum: 0.7, maximum: 0.9), 0.69999...0.90001),
    ])
    func norms(constraint: WeightConstraint, range: ClosedRange<Double>) throws {
        let model = try Sequential(inputShape: [3], seed: 2) {
            Dense(6, activation: .tanh, kernelConstraint: constraint)
            Dense(1)
        }
        try model.fit(Self.regression(), loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.5), epochs: 4)
        let kernel = model.weights[0]
        for unit in 0..<6 {
            let norm = (0..<3).reduce(0.0) {
                $0 + Double(kernel.scalars[$1 * 6 + unit]) * Double(kernel.scalars[$1 * 6 + unit])
            }
            #expect(range.contains(norm.squareRoot()))
        }
    }

    @Test func limits() throws {
        let model = try Sequential(inputShape: [3], seed: 2) {
            Dense(6, kernelConstraint: .nonNegative)
            Dense(1, kernelConstraint: .clip(0.01))
        }
        try model.fit(Self.regression(), loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.1), epochs: 4)
        #expect(model.weights[0].scalars.allSatisfy { $0 >= 0 } && model.weights[0].scalars.contains(0))
        #expect(model.weights[2].scalars.allSatisfy { abs($0) <= 0.01 } && model.weights[2].scalars.contains(0.01))
    }

    /// An L1 penalty drives weights that the data do not need to exactly 0 or next to it; without it they stay.
    @Test func penaltiesMakeWeightsSmall() throws {
        func smallest(_ regularizer: Regularizer?) throws -> Float {
            let model = try Sequential(inputShape: [3], seed: 2) { Dense(1, kernelRegularizer: regularizer) }
            try model.fit(Self.regression(), loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.01), epochs: 800)
            return model.weights[0].scalars.map(abs).min() ?? .nan
        }
        #expect(try smallest(.l1(0.5)) < 0.02)
        #expect(try smallest(nil) > 0.1)
    }

    /// A network 300 layers deep needs memory for what its backward pass looks at, not for every gradient as well.
    @Test func deepNetworksTrain() throws {
        let model = try Sequential(
            inputShape: [3], layers: (0..<300).map { _ in Dense(3, activation: .tanh, kernelInitializer: .orthogonal) })
        let data = try Dataset(
            name: "deep", features: Tensor.uniform([8, 3], in: -1..<1, seed: 1),
            targets: Tensor.uniform([8, 3], seed: 2))
        let history = try model.fit(data, loss: .meanSquaredError, epochs: 3)
        #expect(history.epochs == 3 && history.loss.allSatisfy(\.isFinite))
    }

    /// The message names the layer where the first number that is not finite appeared, though arrays share memory.
    @Test func theLayerThatOverflows() throws {
        let model = try Sequential(inputShape: [3], name: "wild") {
            Dense(4, activation: .relu, kernelInitializer: .ones)
            Dense(4, activation: .exponential, kernelInitializer: .constant(1e4))
            Dense(4, activation: .tanh)
            Dense(1)
        }
        let data = try Dataset(
            name: "ones", features: Tensor(repeating: 1, shape: [4, 3]), targets: [[0], [0], [0], [0]])
        let error = engineError { try model.fit(data, loss: .meanSquaredError, epochs: 1) }
        #expect(error?.code == .notFinite)
        #expect(error?.message.contains("epoch 1, batch 1, first in the output of Layer 1 (Dense)") == true)
    }

    private static func regression() throws -> Dataset {
        let x = try Tensor.uniform([32, 3], in: -1..<1, seed: 1)
        let y = (0..<32).map { row -> Float in
            let (a, b, c) = (x.scalars[3 * row], x.scalars[3 * row + 1], x.scalars[3 * row + 2])
            return 0.8 * a - 0.4 * b + 0.2 * c
        }
        return try Dataset(name: "plane", features: x, targets: Tensor(shape: [32, 1], scalars: y))
    }

    @Test(arguments: [
        BadCall("Layer 0 (Add)", "[batch, 2] and [batch, 3]") {
            let (x, y) = (Input(shape: [2]), Input(shape: [3]))
            _ = try Model(inputs: [x, y], outputs: [Add()(x, y)])
        },
        BadCall("Layer 0 (Subtract)", "2 inputs, not 1") {
            let x = Input(shape: [2])
            _ = try Model(inputs: [x], outputs: [Subtract()(x)])
        },
        BadCall("Layer 0 (Dense)", "one input, but 2") {
            let (x, y) = (Input(shape: [2]), Input(shape: [2]))
            _ = try Model(inputs: [x, y], outputs: [Dense(1)(x, y)])
        },
        BadCall("Layer 0 (Concatenate)", "along axis -1", "[batch, 2, 2] and [batch, 3, 2]") {
            let (x, y) = (Input(shape: [2, 2]), Input(shape: [3, 2]))
            _ = try Model(inputs: [x, y], outputs: [Concatenate()(x, y)])
        },
        BadCall("axis is 4", "-2 to -1") {
            let x = Input(shape: [2, 2])
            _ = try Model(inputs: [x], outputs: [Concatenate(axis: 4)(x)])
        },
        BadCall("Input 1", "none of its outputs") {
            let (x, y) = (Input(shape: [2]), Input(shape: [2]))
            _ = try Model(inputs: [x, y], outputs: [Dense(1)(x)])
        },
        BadCall("not among") {
            let (x, y) = (Input(shape: [2]), Input(shape: [2]))
            _ = try Model(inputs: [x], outputs: [Add()(x, y)])
        },
        BadCall("given twice") {
            let x = Input(shape: [2])
            _ = try Model(inputs: [x, x], outputs: [Dense(1)(x)])
        },
        BadCall("one input or more") { _ = try Model(inputs: [], outputs: []) },
        BadCall("is a layer's result") {
            let x = Dense(1)(Input(shape: [2]))
            _ = try Model(inputs: [x], outputs: [x])
        },
        BadCall("shared", "[batch, 3]") {
            let (x, y) = (Input(shape: [2]), Input(shape: [3]))
            let layer = Shared(Dense(1))
            _ = try Model(inputs: [x, y], outputs: [layer(x), layer(y)])
        },
        BadCall("[batch, 4]", "[batch, 2]", "shortcut") {
            _ = try Sequential(inputShape: [2]) { Residual { Dense(4) } }
        },
        BadCall("no layers") { _ = try Sequential(inputShape: [2]) { Residual {} } },
        BadCall("l2 is -1") { _ = try Sequential(inputShape: [2]) { Dense(1, kernelRegularizer: .l2(-1)) } },
        BadCall("norm is 0.0") { _ = try Sequential(inputShape: [2]) { Dense(1, kernelConstraint: .maxNorm(0)) } },
        BadCall("predict(inputs:") { _ = try twoInputs().predict([[1, 2]]) },
        BadCall("takes 2 inputs, but 1") { _ = try twoInputs().predict(inputs: [Tensor([1, 2])]) },
        BadCall("input 1", "[batch, 3]", "[1, 2]") {
            _ = try twoInputs().predict(inputs: [Tensor(repeating: 0, shape: [1, 2, 2]), [[1, 2]]])
        },
        BadCall("has 1 rows, input 1 has 2") {
            _ = try twoInputs().predict(
                inputs: [Tensor(repeating: 0, shape: [1, 2, 2]), Tensor(repeating: 0, shape: [2, 3])])
        },
        BadCall("2 losses") {
            try Sequential(inputShape: [3]) { Dense(1) }.fit(
                regression(), losses: [.meanSquaredError, .hinge], epochs: 1)
        },
        BadCall("lossWeights") {
            try Sequential(inputShape: [3]) { Dense(1) }.fit(
                regression(), losses: [.meanSquaredError], lossWeights: [-1], epochs: 1)
        },
        BadCall("takes 2 inputs, but data set \"plane\" has 1") {
            try twoInputs().fit(regression(), loss: .meanSquaredError, epochs: 1)
        },
        BadCall("2 outputs", "targets for 1") {
            let x = Input(shape: [3])
            let y = Dense(1)(x)
            try Model(inputs: [x], outputs: [y, y]).fit(regression(), loss: .meanSquaredError, epochs: 1)
        },
    ])
    func badInput(bad: BadCall) {
        #expect(bad.missing == [])
    }
}
