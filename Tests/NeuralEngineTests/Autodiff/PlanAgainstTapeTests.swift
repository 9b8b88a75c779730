import NeuralEngine
import Testing

/// The planned graph and the tape, two ways to one gradient: networks written by hand. Every layer is in ``LayerDefinitionTests``.
@Suite("Plan against tape")
struct PlanAgainstTapeTests {
    /// The network of dense layers with these weights, by hand.
    private func network(_ x: Tensor, _ w: [Tensor], _ activations: [ActivationFunction]) throws -> Tensor {
        var h = x
        for (layer, function) in activations.enumerated() {
            h = try (h.matmul(w[2 * layer]) + w[2 * layer + 1]).activated(function)
        }
        return h
    }

    @Test(arguments: [
        ([2, 32, 32, 2], ActivationFunction.relu), ([3, 7, 5], .tanh), ([5, 16, 4, 3], .gelu), ([4, 9, 2], .sigmoid),
        ([10, 130, 110, 6], .elu),
    ])
    func classification(widths: [Int], hidden: ActivationFunction) throws {
        let rows = 33
        let layers = widths.dropFirst().enumerated().map { index, units in
            Dense(units, activation: index == widths.count - 2 ? .softmax : hidden)
        }
        let model = try Sequential(inputShape: [widths[0]], layers: layers, seed: 3)
        let weights = try model.weights.map { try $0 + Tensor.normal($0.shape, deviation: 0.1, seed: 9) }
        try model.setWeights(weights)
        let x = try Tensor.normal([rows, widths[0]], seed: 5)
        let labels = (0..<rows).map { $0 % (widths.last ?? 1) }
        let data = try Dataset(name: "random", features: x, targets: Tensor(labels.map(Float.init)))
        let plan = try model.lossAndGradients(data, loss: .categoricalCrossEntropy)
        let activations = Array(repeating: hidden, count: widths.count - 2) + [.identity]
        let tape = try valueWithGradient(at: weights) {
            try softmaxCrossEntropy(logits: network(x, $0, activations), labels: labels)
        }
        #expect(abs(plan.loss - Double(try tape.value.scalar)) < 1e-6)
        for (first, second) in zip(plan.gradients, tape.gradient) {
            // Relative to the gradient's size: single numbers of it may cancel to nearly nothing.
            let size: Float = first.abs().max()
            #expect(
                worst(
                    second.scalars, first.scalars.map(Double.init), relative: 1e-5, absolute: 1e-5 * Double(size)) <= 1)
        }
    }
}
