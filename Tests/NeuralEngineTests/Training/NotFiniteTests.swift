import Foundation
import NeuralEngine
import Testing

/// NaN and infinity while training: the message names the epoch, the batch and the layer where they first appeared.
@Suite("Numbers that are not finite")
struct NotFiniteTests {
    /// Puts numbers into the weights between the first epoch and the second, and keeps what it hears.
    final class Poison: TrainingCallback {
        let poison: (Model) throws -> Void
        var model: Model?
        var epochs: [Int] = []
        var history: History?
        var failure: (any Error)?
        var weights: [Tensor] = []

        init(_ poison: @escaping (Model) throws -> Void) { self.poison = poison }

        func trainingBegan(_ info: TrainingInfo) { model = info.model }
        func epochEnded(_ progress: TrainingProgress) throws {
            epochs.append(progress.epoch)
            guard progress.epoch == 1, let model else { return }
            try poison(model)
            weights = model.weights
        }
        func trainingEnded(_ history: History) { self.history = history }
        func trainingFailed(_ error: any Error) { failure = error }
    }

    struct Family: Sendable, CustomStringConvertible {
        let name: String
        let shape: [Int]
        let layers: [any Layer]
        /// Where it has to be said to have begun.
        let place: String
        /// Whose weights grow, and to what size.
        let poisoned: Int
        var parameter = "kernel"
        var size: Float = 3e38
        /// What examples hold that count; all others hold zeros.
        var feature: Float = 1
        var batch = 2
        var description: String { name }
    }

    private static let first = Dense(4, activation: .tanh, kernelInitializer: .ones)

    static let families: [Family] = [
        Family(
            name: "dense", shape: [3], layers: [first, Dense(3, activation: .relu), Dense(1)], place: "Layer 1 (Dense)",
            poisoned: 1),
        Family(
            name: "the loss itself", shape: [3], layers: [first, Dense(1)],
            place: "loss itself: the output of Layer 1 (Dense)", poisoned: 1, size: 1e25),
        // The plan computes it in one pass with the layer in front of it.
        Family(
            name: "activation", shape: [3], layers: [first, Dense(3), Activation(.exponential), Dense(1)],
            place: "Layer 2 (Activation)", poisoned: 1, size: 1e4),
        Family(
            name: "softmax", shape: [3], layers: [first, Dense(3), Activation(.softmax), Dense(1)],
            place: "Layer 1 (Dense)", poisoned: 1),
        Family(
            name: "convolution", shape: [4, 4, 1],
            layers: [
                Conv2D(2, kernelSize: 3, activation: .relu, kernelInitializer: .ones),
                Conv2D(3, kernelSize: 2, activation: .relu), Flatten(), Dense(1),
            ], place: "Layer 1 (Conv2D)", poisoned: 1),
        Family(
            name: "activation and maximum behind a convolution", shape: [6, 6, 1],
            layers: [Conv2D(2, kernelSize: 3), Activation(.exponential), MaxPooling2D(), Flatten(), Dense(1)],
            place: "Layer 1 (Activation)", poisoned: 0, size: 1e4),
        Family(
            name: "transposed convolution", shape: [3, 3, 1],
            layers: [Conv2DTranspose(2, kernelSize: 2, strides: 2), Conv2D(1, kernelSize: 3), Flatten(), Dense(1)],
            place: "Layer 0 (Conv2DTranspose)", poisoned: 0, feature: 2),
        Family(
            name: "batch normalisation", shape: [3], layers: [first, BatchNormalization(), Dense(1)],
            place: "Layer 1 (BatchNormalization)", poisoned: 1, parameter: "gamma", batch: 1),
        Family(
            name: "layer normalisation", shape: [3], layers: [Dense(4), LayerNormalization(), Dense(1)],
            place: "Layer 1 (LayerNormalization)", poisoned: 1, parameter: "gamma"),
        Family(
            name: "simple recurrent", shape: [4, 2], layers: [first, SimpleRNN(3, activation: .relu), Dense(1)],
            place: "Layer 1 (SimpleRNN)", poisoned: 1),
        // Behind tanh and sigmoid nothing is beyond float32; behind relu a cell is.
        Family(
            name: "lstm", shape: [4, 2],
            layers: [LSTM(3, activation: .relu, returnSequences: true), GlobalMaxPooling1D(), Dense(1)],
            place: "Layer 0 (LSTM)", poisoned: 0, feature: 2),
        Family(
            name: "gru", shape: [4, 2], layers: [GRU(3, activation: .relu), Dense(1)], place: "Layer 0 (GRU)",
            poisoned: 0, feature: 2),
        Family(
            name: "embedding", shape: [3],
            layers: [
                Embedding(inputDim: 3, outputDim: 2), Flatten(), Dense(2, kernelInitializer: .ones), Dense(1),
            ], place: "Layer 2 (Dense)", poisoned: 0, parameter: "embeddings", feature: 2),
        Family(
            name: "attention", shape: [4, 3],
            layers: [first, MultiHeadAttention(numHeads: 2, keyDim: 2), GlobalAveragePooling1D(), Dense(1)],
            place: "Layer 1 (MultiHeadAttention)", poisoned: 1, parameter: "kernel"),
        Family(
            name: "transformer block", shape: [4, 3],
            layers: [first, TransformerBlock(numHeads: 2, intermediateDim: 3), GlobalAveragePooling1D(), Dense(1)],
            place: "Layer 1 (TransformerBlock)", poisoned: 1, parameter: "attention/kernel"),
        Family(
            name: "dropout", shape: [3], layers: [Dense(40, bias: false), Dropout(rate: 0.5), Dense(1)],
            place: "Layer 1 (Dropout)", poisoned: 0, size: 6e37),
        Family(
            name: "residual", shape: [3], layers: [first, Residual { Dense(4) }, Dense(1)],
            place: "Layer 1 (Residual)", poisoned: 1, parameter: "0/kernel"),
        Family(
            name: "average pooling", shape: [6, 1],
            layers: [Conv1D(2, kernelSize: 1), AveragePooling1D(poolSize: 3), Flatten(), Dense(1)],
            place: "Layer 1 (AveragePooling1D)", poisoned: 0),
    ]

    /// A family's weights with the ones that it names grown.
    private static func poisoned(_ model: Model, _ family: Family) throws -> [Tensor] {
        var hasGrown = false
        let weights = try model.parameters.map { parameter in
            guard parameter.layer == family.poisoned, parameter.name == family.parameter else { return parameter.value }
            hasGrown = true
            let columns = parameter.value.shape.last ?? 1
            return try Tensor(
                shape: parameter.value.shape,
                scalars: parameter.value.scalars.enumerated().map { place, weight in
                    // An embedding's first row is what it gives the examples of zeros.
                    parameter.name == "embeddings" && place < columns ? weight : family.size
                })
        }
        #expect(hasGrown)
        return weights
    }

    /// Six examples in batches of two, of which only the last of the second batch is not zero: with weights that stand still, the
    /// first numbers beyond float32 appear in epoch 2, batch 2.
    private static func data(_ family: Family, outputs: [Int]) throws -> Dataset {
        let width = family.shape.reduce(1, *)
        var numbers = [Float](repeating: 0, count: 6 * width)
        for place in 0..<width { numbers[3 * width + place] = family.feature }
        return try Dataset(
            name: "spike", features: Tensor(shape: [6] + family.shape, scalars: numbers),
            targets: Tensor.zeros([6] + outputs))
    }

    @Test(arguments: families)
    func areNamed(family: Family) throws {
        let model = try Sequential(inputShape: family.shape, layers: family.layers, seed: 3)
        let poison = Poison { try $0.setWeights(Self.poisoned($0, family)) }
        let error = engineError {
            try model.fit(
                Self.data(family, outputs: model.outputShape), loss: .meanSquaredError,
                optimizer: .sgd(learningRate: 1e-44), epochs: 5, batchSize: 2, shuffle: false, callbacks: [poison])
        }
        let message = error?.message ?? "no error"
        #expect(error?.code == .notFinite)
        #expect(message.contains("in epoch 2, batch \(family.batch), first in the"), "\(message)")
        #expect(message.contains(family.place), "\(message)")
        // Callbacks hear of the first epoch and of the failure, and of no end.
        #expect(poison.epochs == [1] && poison.history == nil && poison.failure as? EngineError == error)
        // The step that failed has changed nothing, moving averages included.
        for (weight, before) in zip(model.weights, poison.weights) {
            // The steps before it, of 1e-44 times a slope of up to 1e38, moved next to nothing.
            #expect(worst(weight.scalars, before.doubles, relative: 1e-6, absolute: 1e-6) <= 1)
        }
    }

    /// The numbers of the second batch make the loss infinite behind the normalisation: its averages stay those of the first.
    @Test func movingAveragesStay() throws {
        func network() throws -> Sequential {
            try Sequential(inputShape: [2], seed: 1) {
                BatchNormalization(momentum: 0.5)
                Dense(1, kernelInitializer: .ones)
            }
        }
        let data = try Dataset(
            name: "wide", features: [[1, 2], [3, 5], [1e30, 1], [-1e30, 2]], targets: [[0], [0], [0], [0]])
        let (failed, first) = (try network(), try network())
        let error = engineError {
            try failed.fit(data, loss: .meanSquaredError, epochs: 1, batchSize: 2, shuffle: false)
        }
        #expect(
            error?.message.contains("epoch 1, batch 2, first in the movingVariance of layer 0") == true,
            "\(error?.message ?? "")")
        try first.fit(data.rows([0, 1]), loss: .meanSquaredError, epochs: 1, batchSize: 2, shuffle: false)
        #expect(failed.weights == first.weights)
    }

    /// Where only a gradient leaves the range, the layer is the last with such a one: the backward pass begins there.
    @Test func gradientsNameTheirLayer() throws {
        let model = try Sequential(inputShape: [1]) {
            Dense(1, bias: false, kernelInitializer: .constant(1e-30))
            Dense(1, bias: false, kernelInitializer: .constant(1e30))
            Dense(1, bias: false, kernelInitializer: .constant(1e-20))
            Dense(1, bias: false, kernelInitializer: .constant(1e20))
        }
        // The output is x, its slope 2 (x - t); times 1e20 and 1e30 on its way back, it overflows in front of layer 1.
        let data = try Dataset(name: "one", features: [[1e5], [1e5]], targets: [[0], [0]])
        let before = model.weights
        let error = engineError {
            try model.fit(data, loss: .meanSquaredError, optimizer: .sgd(learningRate: 1e-36), epochs: 1, batchSize: 1)
        }
        let message = error?.message ?? "no error"
        #expect(message.contains("gradients became") && message.contains("epoch 1, batch 1"), "\(message)")
        #expect(message.contains("kernel of layer 0 (Dense)"), "\(message)")
        #expect(before.count == model.weights.count)
    }

    /// Every rule notices a gradient that is no number, with each kind of clipping.
    @Test(arguments: Optimizer.names, [nil, GradientClipping.value(1), .norm(1), .globalNorm(1)])
    func everyOptimizerNotices(name: String, clipping: GradientClipping?) throws {
        // The output is 1e15 and its square a number; the slope of the first weight is 1e20 · 1e15 · 2e15.
        let model = try Sequential(inputShape: [1]) {
            Dense(1, bias: false, kernelInitializer: .constant(1e-20))
            Dense(1, bias: false, kernelInitializer: .constant(1e15))
        }
        let data = try Dataset(name: "steep", features: [[1e20]], targets: [[0]])
        var optimizer = try Optimizer(name: name, learningRate: 0.1)
        if let clipping { optimizer = optimizer.clipped(clipping) }
        let error = engineError { try model.fit(data, loss: .meanSquaredError, optimizer: optimizer, epochs: 1) }
        // A clipped infinity is the limit, which is a number.
        if case .value = clipping {
            #expect(error == nil)
        } else {
            #expect(error?.code == .notFinite, "\(error?.message ?? "no error")")
            #expect(error?.message.contains("epoch 1, batch 1") == true)
        }
    }

    /// Measuring is no step: it gives NaN where there is nothing else to say, and no trap.
    @Test func evaluationGivesThem() throws {
        let classes = try Sequential(inputShape: [2]) { Dense(3, activation: .softmax) }
        try classes.setWeights([Tensor(repeating: .nan, shape: [2, 3]), Tensor.zeros([3])])
        let data = try Dataset(name: "c", features: [[1, 2], [3, 4], [5, 6]], targets: [0, 1, 2])
        let metrics: [Metric] = [
            .accuracy, .topKAccuracy(k: 2), .precision(average: .macro), .recall(average: .perClass),
            .f1(average: .weighted), .auc, .meanAbsoluteError, .meanSquaredError, .rootMeanSquaredError,
            .meanAbsolutePercentageError, .r2, .cosineSimilarity, .binaryAccuracy,
        ]
        let result = try classes.evaluate(data, loss: .categoricalCrossEntropy, metrics: metrics)
        #expect(result.loss.isNaN && result.metrics.count >= metrics.count)
        #expect(result.metrics["auc"]?.isNaN == true && result.metrics["meanSquaredError"]?.isNaN == true)
        #expect(result.metrics["top2Accuracy"] == 0)
        #expect(try classes.confusionMatrix(data, loss: .categoricalCrossEntropy).total == 3)
        #expect(try classes.predict(data.features).scalars.allSatisfy(\.isNaN))
        let (loss, gradients) = try classes.lossAndGradients(data, loss: .categoricalCrossEntropy)
        #expect(loss.isNaN && gradients[0].scalars.allSatisfy(\.isNaN))
        let single = try Sequential(inputShape: [2]) { Dense(1, activation: .sigmoid) }
        try single.setWeights([Tensor(shape: [2, 1], scalars: [.infinity, 1]), Tensor([0])])
        let bits = try Dataset(name: "b", features: [[1, 2], [-3, 4], [5, 6]], targets: [0, 1, 1])
        let binary = try single.evaluate(
            bits, loss: .binaryCrossEntropy, metrics: [.accuracy, .auc, .precision, .recall, .f1, .binaryAccuracy])
        #expect(binary.loss == .infinity || binary.loss.isNaN)
        #expect(binary.metrics.values.allSatisfy { !$0.isInfinite })
    }

    /// Validation that is not finite is no reason to stop; what looks at it takes it for no improvement.
    @Test func validationMayBeAnything() throws {
        let model = try Sequential(inputShape: [1], seed: 1) { Dense(1, kernelInitializer: .ones) }
        let data = try Dataset(name: "line", features: [[1], [2]], targets: [[1], [2]])
        let far = try Dataset(name: "far", features: [[3e38], [-3e38]], targets: [[-3e38], [3e38]])
        let stopping = EarlyStopping(patience: 3, restoreBestWeights: true)
        let history = try model.fit(
            data, loss: .meanSquaredError, epochs: 20, validation: far, metrics: [.meanAbsoluteError],
            callbacks: [stopping, ReduceLROnPlateau(patience: 1)])
        #expect(history.epochs == 4 && history.stoppedEarly)
        #expect(history.validationLoss.allSatisfy { !$0.isFinite })
        #expect(history.description.contains("inf") || history.description.contains("nan"))
    }

    /// A training that fails leaves the weights of its best epoch where a callback keeps them, and the files it wrote.
    @Test func callbacksKeepWhatWasGood() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let log = folder.appending(path: "log.csv").path
        let model = try Sequential(inputShape: [1], seed: 1) { Dense(1) }
        let data = try Dataset(name: "line", features: [[1], [2], [3]], targets: [[2], [4], [6]])
        let saver = ModelCheckpoint(folder.appending(path: "e{epoch}.ckpt").path, monitor: .loss)
        let stopping = EarlyStopping(patience: 100, restoreBestWeights: true)
        let error = engineError {
            try model.fit(
                data, loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.05), epochs: 100, validation: data,
                callbacks: [
                    stopping, saver, CSVLogger(log),
                    LearningRateScheduler { epoch, rate in epoch < 4 ? rate : 1e30 },
                ])
        }
        #expect(error?.code == .notFinite)
        // The fifth epoch's step is the one that is too long, and the sixth finds it out.
        let best = try #require(stopping.best)
        #expect(best.epoch == 4)
        #expect(abs(try model.evaluate(data, loss: .meanSquaredError).loss - best.value) < 1e-9)
        let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 6 && saver.lastPath?.hasSuffix("e5.ckpt") == true)
        // And the training goes on from there.
        #expect(try model.fit(data, loss: .meanSquaredError, epochs: 3).epochs == 3)
    }

    /// On the tape a NaN is a number like others; the optimizer of tensors says where it came from.
    @Test func tapesHandThemOn() throws {
        let w: Tensor = [1, 0]
        let (value, slope) = try valueWithGradient(at: w) { w in (w.log() * 2).sum() }
        #expect(value.scalars[0] == -.infinity && slope.scalars == [2, .infinity])
        let lost = try gradient(at: w) { w in try (w * Tensor([.nan, 1])).sum() }
        #expect(lost.scalars[0].isNaN && lost.scalars[1] == 1)
        for name in Optimizer.names {
            let optimizer = try TensorOptimizer(Optimizer(name: name, learningRate: 0.1))
            var weights: [Tensor] = [[1, 2], [[3]]]
            try optimizer.update(&weights, [[0.1, 0.1], [[0.1]]])
            let before = weights
            for bad in [Float.nan, .infinity] {
                let error = engineError {
                    try optimizer.update(&weights, [[1, 1], Tensor(repeating: bad, shape: [1, 1])])
                }
                #expect(error?.code == .notFinite && error?.message.contains("[1, 1]") == true, "\(name)")
            }
            #expect(weights == before)
        }
    }
}
