import Interchange
import NeuralEngine
import Testing

@Suite("Whole networks in one file")
struct SavedModelTests {
    @Test("every kind of layer comes back with the same bits", arguments: EveryLayer.all)
    func everyLayer(kind: EveryLayer) throws {
        let folder = try TemporaryFolder()
        let model = try kind.model()
        try model.save(folder.path + "/m.safetensors")
        let again = try Model.load(folder.path + "/m.safetensors")
        #expect(again is Sequential)
        #expect(again.name == model.name)
        #expect(again.seed == model.seed)
        #expect(again.layers.map(\.code) == model.layers.map(\.code))
        #expect(again.weights == model.weights)
        let input = try kind.input()
        #expect(try again.predict(input) == model.predict(input))
        #expect(folder.names == ["m.safetensors"])
    }

    @Test("every number of a layer comes back")
    func numbers() throws {
        let layers: [any Layer] = [
            Dense(
                3, activation: .leakyRelu(negativeSlope: 0.07),
                kernelInitializer: .varianceScaling(scale: 2, mode: .fanOut),
                biasInitializer: .constant(0.1), kernelRegularizer: .l1l2(l1: 0.3, l2: 1e-7),
                biasRegularizer: .l1(0.2), kernelConstraint: .minMaxNorm(minimum: 0.1, maximum: 3, rate: 0.5)),
            Dense(4, kernelInitializer: .scaled(.orthogonal, by: 1.5), kernelConstraint: .maxNorm(1)),
            Reshape([4, 1]),
            LSTM(
                2, activation: .softsign, recurrentActivation: .hardSigmoid, returnSequences: true, dropout: 0.1,
                recurrentDropout: 0.2, unitForgetBias: false),
            LSTM(2, returnSequences: true, biasInitializer: .randomNormal(mean: 1, deviation: 0.1)),
            BatchNormalization(momentum: 0.9, epsilon: 1e-5), GaussianDropout(rate: 1.0 / 3),
            SpatialDropout1D(rate: 0.5),
        ]
        let model = try Sequential(inputShape: [5], layers: layers, seed: 3)
        let folder = try TemporaryFolder()
        try model.save(folder.path + "/m.safetensors")
        #expect(try Model.load(folder.path + "/m.safetensors").layers.map(\.code) == layers.map(\.code))
    }

    @Test("graphs: several inputs and outputs, shared layers, a tied head")
    func graphs() throws {
        let left = Input(shape: [4], name: "left \"eye\"")
        let right = Input(shape: [4])
        let encoder = Shared(Dense(3, activation: .tanh))
        let (a, b) = (encoder(left), encoder(right))
        let joined = Concatenate()(Subtract()(a, b), a + b)
        let model = try Model(
            inputs: [left, right], outputs: [Dense(1)(joined), Dense(2, activation: .softmax)(a)], seed: 8,
            name: "twins")
        let folder = try TemporaryFolder()
        try model.save(folder.path + "/m.safetensors")
        let again = try Model.load(folder.path + "/m.safetensors")
        #expect(again.summary() == model.summary())
        #expect(again.weights == model.weights)
        let inputs = [
            try Tensor.uniform([5, 4], in: -1..<1, seed: 1), try Tensor.uniform([5, 4], in: -1..<1, seed: 2),
        ]
        let data = try Dataset(
            name: "d", inputs: inputs,
            outputs: [Tensor(repeating: 0, shape: [5, 1]), Tensor(repeating: 0.5, shape: [5, 2])])
        let losses: [Loss] = [.meanSquaredError, .meanSquaredError]
        #expect(
            try again.lossAndGradients(data, losses: losses).gradients
                == model.lossAndGradients(data, losses: losses).gradients)

        let tokens = Shared(Embedding(inputDim: 7, outputDim: 3))
        let other = Embedding(inputDim: 7, outputDim: 3)
        let words = Input(shape: [4])
        let head = ReversedEmbedding(of: tokens)(tokens(words) + other(words))
        let tied = try Model(inputs: [words], outputs: [head], seed: 2)
        try tied.save(folder.path + "/t.safetensors")
        let tiedAgain = try Model.load(folder.path + "/t.safetensors")
        let numbers = try Tensor(shape: [2, 4], scalars: [0, 1, 2, 3, 4, 5, 6, 0])
        #expect(try tiedAgain.predict(numbers) == tied.predict(numbers))
    }

    @Test(
        "a training that goes on from the file gives the bits of one that was never interrupted",
        arguments: [Optimizer.adam(learningRate: 0.01), .sgd(learningRate: 0.1, momentum: 0.9), .rmsProp()])
    func resuming(optimizer: Optimizer) throws {
        func network() throws -> Sequential {
            try Sequential(inputShape: [4], seed: 4) {
                Dense(8, activation: .relu)
                BatchNormalization()
                Dropout(rate: 0.2)
                Dense(3, activation: .softmax)
            }
        }
        let data = try Dataset.iris()
        let folder = try TemporaryFolder()
        func train(_ model: Model, epochs: Int, from checkpoint: TrainingCheckpoint? = nil, saving path: String? = nil)
            throws
        {
            try model.fit(
                data, loss: .categoricalCrossEntropy, optimizer: optimizer, epochs: epochs, batchSize: 16, seed: 6,
                resuming: checkpoint, callbacks: path.map { [Saver($0, model)] } ?? [])
        }
        let whole = try network()
        try train(whole, epochs: 6)
        let half = try network()
        try train(half, epochs: 3, saving: folder.path + "/run.safetensors")
        let (again, training) = try Model.loadWithTraining(folder.path + "/run.safetensors")
        #expect(training?.epochs == 3)
        try train(again, epochs: 6, from: training)
        #expect(again.weights == whole.weights)
    }

    @Test("a layer of one's own is named; its weights alone can be written")
    func ownLayer() throws {
        struct Doubling: Layer {
            var kind: String { "Doubling" }
            func outputShape(for inputShape: [Int]) throws -> [Int] { inputShape }
            func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
                try graph.add([input, input])
            }
        }
        let model = try Sequential(inputShape: [2], layers: [Dense(2), Doubling()])
        let folder = try TemporaryFolder()
        let error = #expect(throws: EngineError.self) { try model.save(folder.path + "/m.safetensors") }
        #expect(error?.message.contains("Layer 1 of \"network\", Doubling()") == true)
        try model.writeWeights(safetensors: folder.path + "/w.safetensors")
        let error2 = #expect(throws: EngineError.self) { try Model.load(folder.path + "/w.safetensors") }
        #expect(error2?.message.contains("weights alone") == true)
    }

    @Test("what does not fit is named, and nothing has changed")
    func mismatch() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/w.safetensors"
        try Sequential(inputShape: [3], layers: [Dense(4), Dense(2)]).writeWeights(safetensors: path)
        let other = try Sequential(inputShape: [3], layers: [Dense(4), Dense(5)])
        let before = other.weights
        let error = #expect(throws: EngineError.self) { try other.loadWeights(safetensors: path) }
        #expect(error?.message.contains("'1.weight' of shape [5, 4]; w.safetensors has it with [2, 4]") == true)
        #expect(other.weights == before)
        let smaller = try Sequential(inputShape: [3], layers: [Dense(4)])
        let error2 = #expect(throws: EngineError.self) { try smaller.loadWeights(safetensors: path) }
        #expect(error2?.message.contains("1.bias, 1.weight") == true)
    }
}

/// Saves a network with its training after each epoch.
private final class Saver: TrainingCallback {
    let path: String
    let model: Model

    init(_ path: String, _ model: Model) { (self.path, self.model) = (path, model) }

    func epochEnded(_ progress: TrainingProgress) throws { try model.save(path, training: progress.checkpoint()) }
}
