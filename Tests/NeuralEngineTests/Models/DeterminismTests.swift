import CKernels
import NeuralEngine
import Testing

/// The same seed gives the same weights to the bit at any number of threads, at every level of the processor; levels differ in
/// their rounding alone.
@Suite("The same bits")
struct DeterminismTests {
    struct Family: Sendable {
        let name: String
        let shape: [Int]
        let layers: [any Layer]
        var loss = Loss.meanSquaredError
        var words: Int?
        var rows = 40
    }

    /// Sizes beyond what one thread is left alone with.
    static let families = [
        Family(
            name: "dense", shape: [130],
            layers: [Dense(260, activation: .relu), Dense(190, activation: .gelu), Dense(10, activation: .softmax)],
            loss: .categoricalCrossEntropy, rows: 130),
        Family(
            name: "dropout", shape: [130],
            layers: [
                Dense(260, activation: .tanh), Dropout(rate: 0.3), GaussianNoise(deviation: 0.1), Dense(140),
                GaussianDropout(rate: 0.2), Dense(7),
            ], rows: 130),
        Family(
            name: "convolution", shape: [20, 20, 3],
            layers: [
                Conv2D(17, kernelSize: 3, padding: .same, activation: .relu), MaxPooling2D(),
                SeparableConv2D(24, kernelSize: 3), Conv2DTranspose(9, kernelSize: 3, strides: 2, activation: .tanh),
                AveragePooling2D(), GlobalAveragePooling2D(), Dense(3),
            ]),
        Family(
            name: "batch normalisation", shape: [16, 16, 4],
            layers: [
                Conv2D(20, kernelSize: 3), BatchNormalization(), Activation(.silu), Conv2D(12, kernelSize: 3),
                GroupNormalization(groups: 4), GlobalMaxPooling2D(), BatchNormalization(), Dense(3),
            ]),
        Family(
            name: "recurrent", shape: [9, 37],
            layers: [
                SimpleRNN(61, returnSequences: true), GRU(53, returnSequences: true, dropout: 0.2),
                Bidirectional(LSTM(45, recurrentDropout: 0.1)), Dense(3),
            ], rows: 50),
        Family(
            name: "attention", shape: [40],
            layers: [
                TokenAndPositionEmbedding(vocabularySize: 11, sequenceLength: 40, embeddingDim: 64),
                TransformerBlock(numHeads: 4, intermediateDim: 128, dropout: 0.1, normalizeFirst: true, isCausal: true),
                MultiHeadAttention(numHeads: 2, keyDim: 16), LayerNormalization(), RMSNormalization(), Dense(11),
            ], words: 11, rows: 24),
    ]

    /// Weights and losses after two epochs, with a last batch that is smaller, and what the network then answers.
    static func trained(_ family: Family) throws -> [[Float]] {
        let model = try Sequential(inputShape: family.shape, layers: family.layers, seed: 5)
        var generator = SeededGenerator(seed: 1)
        let shape = [family.rows] + family.shape
        let features =
            try family.words.map { words in
                try Tensor(
                    shape: shape,
                    scalars: (0..<shape.reduce(1, *)).map { _ in Float(generator.nextIndex(below: words)) })
            } ?? Tensor.uniform(shape, in: -1..<1, using: &generator)
        let targets =
            family.loss.isForClasses
            ? Tensor((0..<family.rows).map { Float($0 % 10) })
            : try Tensor.uniform([family.rows] + model.outputShape, in: -1..<1, using: &generator)
        let data = try Dataset(name: family.name, features: features, targets: targets)
        let history = try model.fit(
            data, loss: family.loss, optimizer: .adam(learningRate: 0.003).clipped(.globalNorm(1)), epochs: 2,
            batchSize: family.rows * 2 / 3, seed: 9)
        return model.weights.map(\.scalars) + [history.loss.map { Float($0) }, try model.predict(features).scalars]
    }

    /// In a process of its own, since levels and threads are the whole process's.
    @Test func atAnyNumberOfThreadsAndEveryLevel() async {
        await #expect(processExitsWith: .success) {
            let levels = [ck_level_baseline, ck_level_avx2, ck_level_avx512].filter { ck_functions_at($0) != nil }
            for family in DeterminismTests.families {
                var first: [[Float]]?
                for level in levels {
                    ck_use_level(level)
                    #expect(ck_active_level() == level)
                    ck_set_thread_count(1)
                    let one = try DeterminismTests.trained(family)
                    #expect(one.allSatisfy { $0.allSatisfy(\.isFinite) }, "\(family.name)")
                    for threads: Int32 in [1, 2, 3, 5] {
                        ck_set_thread_count(threads)
                        let other = try DeterminismTests.trained(family)
                        #expect(other == one, "\(family.name): \(threads) threads at level \(level.rawValue)")
                    }
                    // Adam's steps have the sign of a gradient: where one is near zero, a rounding turns a step of 0.003.
                    for (numbers, others) in zip(one, first ?? one) {
                        let expected = others.map(Double.init)
                        #expect(
                            worst(numbers, expected, relative: 0.02, absolute: 0.02) <= 1,
                            "\(family.name) at level \(level.rawValue)")
                    }
                    first = first ?? one
                }
            }
        }
    }

    /// Another seed gives other bits, so that the test above compares something.
    @Test(arguments: families.indices)
    func seedsMatter(index: Int) throws {
        let family = Self.families[index]
        func model(_ seed: UInt64) throws -> [Tensor] {
            try Sequential(inputShape: family.shape, layers: family.layers, seed: seed).weights
        }
        #expect(try model(1) == model(1) && model(1) != model(2))
    }
}
