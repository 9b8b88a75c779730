import NeuralEngine
import Testing

@Suite("Losses against PyTorch")
struct LossTests {
    /// The predictions are a dense layer's weights and the inputs the unit matrix: the output is the predictions exactly, and
    /// the weights' gradient is the predictions'.
    @Test func valuesAndGradients() throws {
        let cases = try Fixture.load("losses", as: [Fixture.LossCase].self)
        #expect(cases.count >= 35)
        for fixture in cases {
            let (rows, columns) = (fixture.shape[0], fixture.shape[1])
            let parts = fixture.name.split(separator: "+").map(String.init)
            let activation = parts.count == 2 ? try #require(ActivationFunction(name: parts[0])) : .identity
            let loss = try #require(Loss(name: parts[parts.count - 1]))
            let model = try Sequential(inputShape: [rows]) { Dense(columns, activation: activation, bias: false) }
            try model.setWeights([Tensor(shape: [rows, columns], scalars: fixture.prediction)])
            var unit = [Float](repeating: 0, count: rows * rows)
            for row in 0..<rows { unit[row * rows + row] = 1 }
            let data = try Dataset(
                name: "unit", features: Tensor(shape: [rows, rows], scalars: unit),
                targets: Tensor(shape: [rows, columns], scalars: fixture.target))
            let (value, gradients) = try model.lossAndGradients(data, loss: loss)
            // Float32 sums of up to 165 terms.
            #expect(abs(value - fixture.loss) <= 2e-6 * abs(fixture.loss) + 1e-7, "\(fixture.name) \(fixture.shape)")
            #expect(
                worst(gradients[0].scalars, fixture.gradient, relative: 3e-6, absolute: 1e-7) <= 1,
                "\(fixture.name) \(fixture.shape)")
            // Evaluation goes another way to the same number.
            let evaluation = try model.evaluate(data, loss: loss)
            #expect(abs(evaluation.loss - value) <= 1e-6 * abs(value) + 1e-9)
        }
    }

    @Test func classIndicesAreOneHotRows() throws {
        let model = try Sequential(inputShape: [2], seed: 5) { Dense(3, activation: .softmax) }
        let features = try Tensor.uniform([6, 2], seed: 1)
        let indices = try Dataset(name: "indices", features: features, targets: [0, 1, 2, 2, 1, 0])
        let column = try Dataset(name: "column", features: features, targets: [[0], [1], [2], [2], [1], [0]])
        let expected = try model.lossAndGradients(indices.oneHot(), loss: .categoricalCrossEntropy)
        for data in [indices, column] {
            let given = try model.lossAndGradients(data, loss: .categoricalCrossEntropy)
            #expect(given.loss == expected.loss && given.gradients == expected.gradients)
        }
    }

    @Test(arguments: [Loss.hinge, .perceptron])
    func zeroAndOneAreReadAsSigns(loss: Loss) throws {
        let model = try Sequential(inputShape: [2], seed: 5) { Dense(1) }
        let features = try Tensor.uniform([4, 2], in: -1..<1, seed: 1)
        let signs = try Dataset(name: "signs", features: features, targets: [-1, 1, 1, -1])
        let bits = try Dataset(name: "bits", features: features, targets: [0, 1, 1, 0])
        #expect(try model.evaluate(signs, loss: loss).loss == model.evaluate(bits, loss: loss).loss)
    }

    @Test func namesReadBack() {
        for loss in Loss.allCases { #expect(Loss(name: loss.name) == loss) }
        #expect(Loss(name: "mse") == nil)
    }
}
