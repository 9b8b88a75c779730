import NeuralEngine
import Testing

@Suite("Sequential")
struct SequentialTests {
    private func make(seed: UInt64 = 1) throws -> Sequential {
        try Sequential(inputShape: [2, 3], seed: seed, name: "clf") {
            Flatten()
            Dense(16, activation: .tanh)
            Dropout(rate: 0.2)
            Dense(2, activation: .softmax)
        }
    }

    @Test func shapesAndParameters() throws {
        let model = try make()
        #expect(model.outputShapes == [[6], [16], [16], [2]] && model.outputShape == [2])
        #expect(model.parameterCount == 6 * 16 + 16 + 16 * 2 + 2)
        #expect(model.weights.map(\.shape) == [[6, 16], [16], [16, 2], [2]])
        #expect(model.parameters.map(\.name) == ["kernel", "bias", "kernel", "bias"])
        #expect(model.parameters.map(\.layer) == [1, 1, 3, 3])
        #expect(try model.weights(ofLayer: 0).isEmpty && model.weights(ofLayer: 3).count == 2)
    }

    @Test func theSeedDecides() throws {
        #expect(try make(seed: 1).weights == make(seed: 1).weights)
        #expect(try make(seed: 1).weights != make(seed: 2).weights)
    }

    @Test func copiesAreIndependent() throws {
        let model = try make()
        let copy = try model.copy(name: "other")
        #expect(copy.weights == model.weights && copy.name == "other")
        let before = model.weights
        try copy.setWeights(copy.weights.map { $0 * 2 })
        #expect(model.weights == before && copy.weights != before)
        copy.reset()
        #expect(copy.weights == before)
    }

    @Test func predictsBatchesAndSingleSamples() throws {
        let model = try make()
        let features = try Tensor.uniform([2500, 2, 3], seed: 3)
        let answers = try model.predict(features)
        #expect(answers.shape == [2500, 2])
        // Pieces of 1,024 rows inside change nothing: each row's answer is its own.
        for row in [0, 1023, 1024, 2047, 2048, 2499] {
            let single = try model(features.row(row))
            #expect(single.shape == [2])
            let whole = try answers.row(row)
            #expect(worst(single.scalars, whole.scalars.map(Double.init), relative: 1e-6, absolute: 1e-7) <= 1)
        }
        #expect(try model.predict(features.rows(0..<0)).shape == [0, 2])
    }

    @Test func summary() throws {
        #expect(
            try make().summary() == """
                Network "clf", input [batch, 2, 3]
                   Layer                           Output       Parameters
                0  Flatten()                       [batch, 6]            0
                1  Dense(16, activation: .tanh)    [batch, 16]         112
                2  Dropout(rate: 0.2)              [batch, 16]           0
                3  Dense(2, activation: .softmax)  [batch, 2]           34
                146 parameters (584 bytes)
                """)
    }

    @Test func theBuilderTakesConditionsAndLoops() throws {
        let deep = true
        let model = try Sequential(inputShape: [3]) {
            for units in [5, 4] { Dense(units, activation: .relu) }
            if deep { Dense(3) } else { Dense(2) }
        }
        #expect(model.outputShapes == [[5], [4], [3]])
    }

    @Test(arguments: [
        BadCall("no layers") { _ = try Sequential(inputShape: [2]) {} },
        BadCall("[]") { _ = try Sequential(inputShape: []) { Dense(1) } },
        BadCall("[2, 0]") { _ = try Sequential(inputShape: [2, 0]) { Dense(1) } },
        BadCall("Layer 1 (Dense)") {
            _ = try Sequential(inputShape: [2]) {
                Dense(3)
                Dense(0)
            }
        },
        BadCall("1.0") { _ = try Sequential(inputShape: [2]) { Dropout(rate: 1) } },
        BadCall("nan") { _ = try Sequential(inputShape: [2]) { Dropout(rate: .nan) } },
        BadCall("[batch, 6] cannot be reshaped to [batch, 4]") { _ = try Sequential(inputShape: [6]) { Reshape([4]) } },
        BadCall("[batch, 2], but features of shape [1, 3]") {
            _ = try Sequential(inputShape: [2], name: "n") { Dense(1) }.predict([[1, 2, 3]])
        },
        BadCall("[2, 1], but [2]") { _ = try Sequential(inputShape: [2]) { Dense(1) }.setWeights([[1, 2], [3]]) },
        BadCall("0 arrays") { _ = try Sequential(inputShape: [2]) { Dense(1) }.setWeights([]) },
        BadCall("no layer 1") { _ = try Sequential(inputShape: [2]) { Dense(1) }.weights(ofLayer: 1) },
        BadCall("not been trained") { _ = try Sequential(inputShape: [2]) { Dense(1) }.evaluate(LearningTests.xor()) },
        // More memory than any machine has: said before the first step.
        BadCall("MB") { _ = try Sequential(inputShape: [1 << 30]) { Dense(1 << 20) } },
    ])
    func badInput(bad: BadCall) {
        #expect(bad.missing == [])
    }

    @Test(arguments: [Initializer.glorotUniform, .glorotNormal, .heUniform, .heNormal, .lecunNormal, .lecunUniform])
    func initialisersHaveTheirSpread(initializer: Initializer) throws {
        let model = try Sequential(inputShape: [200], seed: 5) { Dense(100, kernelInitializer: initializer) }
        let kernel = model.weights[0]
        let variance: Float = kernel.mapped { $0 * $0 }.mean()
        let expected: Float =
            switch initializer {
            case .glorotUniform, .glorotNormal: 2.0 / 300
            case .heUniform, .heNormal: 2.0 / 200
            default: 1.0 / 200
            }
        // 20,000 draws: the variance is known to about 1 %.
        #expect(abs(variance / expected - 1) < 0.05 && abs(kernel.mean()) < 0.003)
    }

    @Test(arguments: [(3, 5), (5, 3), (4, 4)])
    func orthogonal(inputs: Int, units: Int) throws {
        let model = try Sequential(inputShape: [inputs], seed: 5) { Dense(units, kernelInitializer: .orthogonal) }
        let kernel = model.weights[0]
        let square = try inputs <= units ? kernel.matmul(kernel.transposed()) : kernel.transposed().matmul(kernel)
        for row in 0..<min(inputs, units) {
            for column in 0..<min(inputs, units) {
                #expect(abs(try square[row, column] - (row == column ? 1 : 0)) < 1e-5)
            }
        }
    }
}
