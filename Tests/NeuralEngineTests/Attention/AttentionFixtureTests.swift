import NeuralEngine
import Testing

/// Normalisations, embeddings, attention and transformer blocks against PyTorch, forward and backward.
@Suite("Transformers against PyTorch")
struct AttentionFixtureTests {
    @Test(arguments: ["normalizations", "attention", "transformers", "randomAttention"])
    func agreesWithPyTorch(file: String) throws {
        for layer in try Fixture.load(file, as: [LayerCase].self) {
            let model = try layer.model()
            let data = try layer.data()
            let place = Comment(rawValue: "\(layer.kind) \(layer.inputs[0].shape) \(layer.settings)")
            // Sums of up to a few hundred products of numbers around 1: their rounding is absolute where they cancel.
            let y = try model.predict(inputs: data.inputs)[0].scalars
            #expect(worst(y, layer.y, relative: 1e-5, absolute: 2e-6) <= 1, place)
            let (loss, gradients) = try model.lossAndGradients(data, loss: .meanSquaredError)
            #expect(abs(loss - layer.loss) <= 1e-5 * layer.loss, place)
            #expect(gradients.count == layer.gradients.count, place)
            for (index, (gradient, expected)) in zip(gradients, layer.gradients).enumerated() {
                // A key's bias adds the same to all scores of a query, so its exact gradient is 0: what stands there is the
                // rounding of the others. So the absolute part goes by the largest number of the array.
                let largest = expected.reduce(0) { max($0, abs($1)) }
                let ratio = worst(gradient.scalars, expected, relative: 1e-4, absolute: 1e-5 * largest + 1e-6)
                #expect(ratio <= 1, "\(place.rawValue), weights \(index), largest \(largest)")
            }
        }
    }
}
