import NeuralEngine
import Testing

/// Steps of a sequence that a mask skips count nothing in the loss, and the others share their weight (Keras's rule).
@Suite("Losses under a mask")
struct MaskedLossTests {
    @Test func skippedStepsDoNotCount() throws {
        let model = try Sequential(inputShape: [4], seed: 3) {
            Embedding(inputDim: 6, outputDim: 3, maskZero: true)
            Dense(5, activation: .softmax)
        }
        let whole = try Dataset(
            name: "padded", features: [[1, 2, 0, 0], [3, 4, 5, 0]], targets: [[0, 1, 4, 4], [2, 3, 1, 4]])
        let loss = Loss.sparseCategoricalCrossEntropy
        let (value, gradients) = try model.lossAndGradients(whole, loss: loss)
        // Five steps count: the mean over them is that of five examples of one step each.
        let short = try Sequential(inputShape: [1], seed: 3) {
            Embedding(inputDim: 6, outputDim: 3)
            Dense(5, activation: .softmax)
        }
        try short.setWeights(model.weights)
        let steps = try Dataset(
            name: "steps", features: [[1], [2], [3], [4], [5]], targets: [[0], [1], [2], [3], [1]])
        let expected = try short.lossAndGradients(steps, loss: loss)
        #expect(abs(value - expected.loss) < 1e-6)
        for (gradient, other) in zip(gradients, expected.gradients) {
            #expect(worst(gradient.scalars, other.scalars.map(Double.init), relative: 1e-5, absolute: 1e-7) <= 1)
        }
        #expect(abs(try model.evaluate(whole, loss: loss).loss - value) < 1e-6)
        // Metrics skip them too.
        let metrics: [Metric] = [.accuracy, .recall, .meanSquaredError, .auc]
        let masked = try model.evaluate(whole, loss: loss, metrics: metrics).metrics
        for (name, value) in try short.evaluate(steps, loss: loss, metrics: metrics).metrics {
            let own = masked[name] ?? 0
            #expect(abs(own - value) < 1e-6 || (own.isNaN && value.isNaN), "\(name)")
        }
        // Weights of samples go on top.
        let weighted = try model.lossAndGradients(whole, loss: loss, sampleWeight: Tensor([2, 2])).loss
        #expect(abs(weighted - 2 * value) < 1e-6)
    }
}
