import CKernels
import NeuralEngine
import Testing

/// Recurrent layers against PyTorch and, for masks and directions, Keras.
@Suite("Recurrent layers")
struct RecurrentTests {
    @Test func fixturesAreThere() {
        // Twenty-nine of each layer chosen by hand, and ten drawn by a seed.
        #expect(RecurrentFixture.Case.all.count == 3 * 39)
        #expect(RecurrentFixture.Pair.all.count == 6)
    }

    @Test(arguments: RecurrentFixture.Case.all)
    func output(fixture: RecurrentFixture.Case) throws {
        let output = try fixture.model().predict(fixture.x.tensor)
        #expect(output.shape == fixture.output.shape)
        #expect(worst(output.scalars, fixture.output.scalars, relative: 1e-5, absolute: 2e-6) <= 1)
    }

    @Test(arguments: RecurrentFixture.Case.all)
    func gradients(fixture: RecurrentFixture.Case) throws {
        let (loss, gradients) = try fixture.model().lossAndGradients(fixture.data(), loss: .meanSquaredError)
        #expect(abs(loss - fixture.loss) <= 1e-5 * abs(fixture.loss))
        #expect(gradients.count == fixture.gradients.count)
        for (gradient, expected) in zip(gradients, fixture.gradients) {
            #expect(gradient.shape == expected.shape)
            #expect(worst(gradient.scalars, expected.scalars, relative: 1e-4, absolute: 2e-6) <= 1)
        }
    }

    /// The last state of one layer begins another, as one value or as h and c apart.
    @Test(arguments: RecurrentFixture.Pair.all)
    func states(fixture: RecurrentFixture.Pair) throws {
        let model = try fixture.model()
        let outputs = try model.predict(inputs: [fixture.x.tensor, fixture.y.tensor])
        #expect(worst(outputs[0].scalars, fixture.output.scalars, relative: 1e-5, absolute: 2e-6) <= 1)
        let (loss, gradients) = try model.lossAndGradients(fixture.data(), losses: [.meanSquaredError])
        #expect(abs(loss - fixture.loss) <= 1e-5 * abs(fixture.loss))
        for (gradient, expected) in zip(gradients, fixture.gradients) {
            #expect(worst(gradient.scalars, expected.scalars, relative: 1e-4, absolute: 2e-6) <= 1)
        }
    }
}
