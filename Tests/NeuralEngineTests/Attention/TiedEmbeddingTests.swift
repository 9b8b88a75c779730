import NeuralEngine
import Testing

/// Heads that use the table of the embedding at the network's entrance.
@Suite("Tied output embeddings")
struct TiedEmbeddingTests {
    struct Case: Decodable, Sendable, CustomStringConvertible {
        let name: String
        let rows: Int
        let time: Int
        let indices: [Float]
        let classes: [Float]
        let weights: [[Float]]
        let logits: [Double]
        let loss: Double
        let gradients: [[Double]]
        var description: String { name }

        static let all: [Case] = (try? Fixture.load("tied")) ?? []

        /// The networks of Fixtures/make_tied_fixtures.py.
        func model() throws -> Model {
            let model: Model
            switch name {
            case "plain":
                model = try Sequential(inputShape: [time], seed: 1) {
                    Embedding(inputDim: 11, outputDim: 6)
                    Dense(6, activation: .tanh)
                    ReversedEmbedding(bias: true)
                }
            case "placed":
                let tokens = Shared(TokenAndPositionEmbedding(vocabularySize: 67, sequenceLength: 12, embeddingDim: 32))
                model = try Sequential(inputShape: [time], seed: 1) {
                    tokens
                    LayerNormalization()
                    ReversedEmbedding(of: tokens)
                }
            default:
                let tokens = Shared(Embedding(inputDim: 7, outputDim: 4))
                let input = Input(shape: [time])
                let x = tokens(input)
                let direct = ReversedEmbedding(of: tokens)(x)
                model = try Model(
                    inputs: [input], outputs: [direct + ReversedEmbedding(of: tokens)(Dense(4, activation: .tanh)(x))])
            }
            try model.setWeights(
                zip(model.weights, weights).map { try Tensor(shape: $0.shape, scalars: $1) })
            return model
        }

        var features: Tensor { get throws { try Tensor(shape: [rows, time], scalars: indices) } }
        var data: Dataset {
            get throws {
                try Dataset(
                    name: name, features: features, targets: Tensor(shape: [rows, time], scalars: classes))
            }
        }
    }

    @Test func fixturesAreThere() { #expect(Case.all.count == 3) }

    @Test(arguments: Case.all)
    func asPyTorch(fixture: Case) throws {
        let model = try fixture.model()
        #expect(model.weights.count == fixture.weights.count)
        #expect(model.parameterCount == fixture.weights.reduce(0) { $0 + $1.count })
        // Float32's rounding in sums of up to 67 terms.
        #expect(
            worst(try model.predict(fixture.features).scalars, fixture.logits, relative: 1e-5, absolute: 1e-5) <= 1)
        let plan = try model.lossAndGradients(
            fixture.data, loss: .sparseCategoricalCrossEntropy(fromLogits: true))
        #expect(abs(plan.loss - fixture.loss) < 1e-5 * fixture.loss)
        let tape = try gradient(at: model) { model in
            try softmaxCrossEntropy(logits: model(fixture.features), labels: fixture.data.targets)
        }
        for (index, expected) in fixture.gradients.enumerated() {
            #expect(worst(plan.gradients[index].scalars, expected, relative: 1e-4, absolute: 1e-6) <= 1)
            #expect(worst(tape[index].scalars, expected, relative: 1e-4, absolute: 1e-6) <= 1)
        }
    }

    /// A step of `fit` moves the one table by both gradients.
    @Test(arguments: Case.all)
    func aStep(fixture: Case) throws {
        let model = try fixture.model()
        try model.fit(
            fixture.data, loss: .sparseCategoricalCrossEntropy(fromLogits: true), optimizer: .sgd(learningRate: 0.5),
            epochs: 1)
        for (index, weight) in model.weights.enumerated() {
            let expected = zip(fixture.weights[index], fixture.gradients[index]).map { Double($0) - 0.5 * $1 }
            #expect(worst(weight.scalars, expected, relative: 1e-5, absolute: 1e-6) <= 1)
        }
    }

    @Test func aFrozenTableStaysInBothUses() throws {
        let model = try Sequential(inputShape: [3], seed: 1) {
            Frozen(Embedding(inputDim: 5, outputDim: 4))
            Dense(4)
            ReversedEmbedding()
        }
        let table = model.weights[0]
        let data = try Dataset(name: "steps", features: [[0, 1, 2], [3, 4, 0]], targets: [[1, 2, 3], [4, 0, 1]])
        let history = try model.fit(
            data, loss: .sparseCategoricalCrossEntropy(fromLogits: true), optimizer: .adam(learningRate: 0.1),
            epochs: 200)
        #expect(model.weights[0] == table)
        #expect(try #require(history.loss.last) < history.loss[0])
    }

    /// A network learns to say the next letter with a head that has no weights of its own, masked steps left out.
    @Test func learns() throws {
        let model = try Sequential(inputShape: [6], seed: 2, name: "letters") {
            TokenAndPositionEmbedding(vocabularySize: 9, sequenceLength: 6, embeddingDim: 16, maskZero: true)
            TransformerBlock(numHeads: 2, intermediateDim: 32, normalizeFirst: true, isCausal: true)
            LayerNormalization()
            ReversedEmbedding()
            Activation(.softmax)
        }
        // 1 2 3 … 8 in a circle, from each beginning, the last one shorter.
        let rows = (0..<8).map { start in (0..<6).map { Float((start + $0) % 8 + 1) } }
        let features = try Tensor(rows: rows.map { $0[0] == 8 ? [8, 1, 2, 0, 0, 0] : $0 })
        let targets = try Tensor(rows: rows.map { $0.map { Float(Int($0) % 8 + 1) } })
        let data = try Dataset(name: "circle", features: features, targets: targets)
        try model.fit(
            data, loss: .sparseCategoricalCrossEntropy, optimizer: .adam(learningRate: 0.01), epochs: 150)
        #expect(try model.evaluate(data, metrics: [.accuracy]).accuracy == 1)
        #expect(model.summary().contains("ReversedEmbedding()  "))
        // A copy shares within itself, and with nobody else.
        let copy = try model.copy()
        #expect(try copy.predict(features) == model.predict(features))
        copy.reset(seed: 5)
        #expect(try copy.predict(features) != model.predict(features))
    }

    /// Shared layers in a chain are one layer.
    @Test func sharedInAChain() throws {
        let layer = Shared(Dense(3, activation: .tanh))
        let model = try Sequential(inputShape: [3], seed: 1) {
            layer
            Dense(3)
            Frozen(layer)
        }
        #expect(model.weights.count == 4 && model.layers.count == 2)
        let x = try Tensor.normal([2, 3], seed: 1)
        let w = model.weights
        let byHand = try (((x.matmul(w[0]) + w[1]).tanh().matmul(w[2]) + w[3]).matmul(w[0]) + w[1]).tanh()
        #expect(
            worst(try model.predict(x).scalars, byHand.scalars.map(Double.init), relative: 1e-6, absolute: 1e-6) <= 1)
    }

    @Test(arguments: [
        BadCall("no embedding stands before") {
            _ = try Sequential(inputShape: [3]) {
                Dense(3)
                ReversedEmbedding()
            }
        },
        BadCall("2 embeddings", "ReversedEmbedding(of:") {
            _ = try Sequential(inputShape: [3]) {
                Embedding(inputDim: 4, outputDim: 1)
                Flatten()
                Embedding(inputDim: 4, outputDim: 2)
                ReversedEmbedding()
            }
        },
        BadCall("[4, 2]", "[batch, 3, 5]", "Dense(2)") {
            _ = try Sequential(inputShape: [3]) {
                Embedding(inputDim: 4, outputDim: 2)
                Dense(5)
                ReversedEmbedding()
            }
        },
        BadCall("Embedding(inputDim: 4, outputDim: 2)", "no embedding that stands in this network") {
            let other = Shared(Embedding(inputDim: 4, outputDim: 2))
            _ = try Sequential(inputShape: [3]) {
                Embedding(inputDim: 4, outputDim: 2)
                ReversedEmbedding(of: other)
            }
        },
        BadCall("Dense(2)", "no embedding that stands in this network") {
            let other = Shared(Dense(2))
            _ = try Sequential(inputShape: [3]) {
                other
                ReversedEmbedding(of: other)
            }
        },
        BadCall("within another layer") {
            _ = try Sequential(inputShape: [3]) {
                Embedding(inputDim: 4, outputDim: 2)
                Residual { ReversedEmbedding() }
            }
        },
    ])
    func mistakes(bad: BadCall) {
        #expect(bad.missing == [])
    }
}
