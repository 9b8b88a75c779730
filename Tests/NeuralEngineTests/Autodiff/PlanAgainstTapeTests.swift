import NeuralEngine
import Testing

/// The planned graph and the tape, two ways to one gradient.
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

    @Test(arguments: [ActivationFunction.tanh, .softplus, .silu])
    func regressionAndFiniteDifferences(hidden: ActivationFunction) throws {
        let model = try Sequential(inputShape: [3], seed: 1) {
            Dense(6, activation: hidden)
            Dense(2)
        }
        let weights = try model.weights.map { try $0 + Tensor.normal($0.shape, deviation: 0.3, seed: 2) }
        try model.setWeights(weights)
        let x = try Tensor.normal([7, 3], seed: 4)
        let t = try Tensor.normal([7, 2], seed: 5)
        let plan = try model.lossAndGradients(
            Dataset(name: "random", features: x, targets: t), loss: .meanSquaredError)
        let slopes = try gradient(at: weights) { try meanSquaredError(network(x, $0, [hidden, .identity]), t) }
        func split(_ tensor: Tensor) -> [[Double]] {
            (0..<tensor.shape[0]).map { row in
                (0..<tensor.shape[1]).map { Double(tensor.scalars[row * tensor.shape[1] + $0]) }
            }
        }
        let differences = Reference(model: model, loss: .meanSquaredError).gradient(
            weights: weights.map { $0.scalars.map(Double.init) }, x: split(x), t: split(t))
        for index in weights.indices {
            #expect(
                worst(
                    slopes[index].scalars, plan.gradients[index].scalars.map(Double.init), relative: 1e-5,
                    absolute: 1e-6)
                    <= 1)
            // Float32's rounding through two layers; the differences themselves are good to about 1e-10.
            #expect(worst(slopes[index].scalars, differences[index], relative: 2e-5, absolute: 2e-6) <= 1)
        }
    }
}
