import NeuralEngine
import Testing

@Suite("Autoencoders")
struct AutoencoderTests {
    private static func chain(_ latent: Int, noise: Double = 0, seed: UInt64 = 1) throws -> Sequential {
        try Sequential(inputShape: [8, 8], seed: seed, name: "autoencoder") {
            GaussianNoise(deviation: noise)
            Flatten()
            Dense(64, activation: .relu)
            Dense(latent)
            Dense(64, activation: .relu)
            Dense(64, activation: .sigmoid)
            Reshape([8, 8])
        }
    }

    /// Eight numbers keep more of a digit than the eight principal components do, which are the best that lines can.
    @Test func keepsMoreThanPrincipalComponents() throws {
        let (train, test) = try Dataset.digits().split(validation: 0.2, seed: 7)
        let pca = try PrincipalComponents(of: train, count: 8)
        let linear = try meanSquaredError(
            pca.inverseTransform(pca.transform(test.features)), test.features
        ).scalar
        let model = try Self.chain(8)
        let history = try model.fit(
            train.autoencoding(), loss: .meanSquaredError, optimizer: .adam(learningRate: 3e-3), epochs: 60,
            batchSize: 64, validation: test.autoencoding())
        let error = try meanSquaredError(model.predict(test.features), test.features).scalar
        #expect(abs(Double(error) - (history.validationLoss.last ?? 0)) < 1e-6)
        #expect(error < 0.8 * linear, "\(error), principal components \(linear)")
    }

    /// Noise that it never saw goes away: the pictures come nearer to the clean ones than the disturbed ones are.
    @Test func takesNoiseAway() throws {
        let (train, test) = try Dataset.digits().split(validation: 0.2, seed: 7)
        let model = try Self.chain(24, noise: 0.3)
        try model.fit(
            train.autoencoding(), loss: .meanSquaredError, optimizer: .adam(learningRate: 3e-3), epochs: 40,
            batchSize: 64)
        let disturbed = try test.autoencoding(noise: 0.3, seed: 9)
        let before = try meanSquaredError(disturbed.features, disturbed.targets).scalar
        let after = try meanSquaredError(model.predict(disturbed.features), disturbed.targets).scalar
        #expect(abs(before - 0.09) < 0.005)
        #expect(after < 0.35 * before, "\(after) of \(before)")
    }

    /// The front of the chain gives the codes, its back the pictures of codes.
    @Test func parts() throws {
        let data = try Dataset.digits().rows(Array(0..<50))
        let model = try Self.chain(2)
        try model.fit(data.autoencoding(), loss: .meanSquaredError, epochs: 2, batchSize: 10)
        let (encoder, decoder) = (try model.part(0..<4, name: "encoder"), try model.part(4..<7))
        #expect(encoder.name == "encoder" && encoder.outputShape == [2] && decoder.inputShape == [2])
        let codes = try encoder.predict(data.features)
        #expect(try decoder.predict(codes) == model.predict(data.features))
        // Weights of its own: training on does not change them.
        try model.fit(data.autoencoding(), loss: .meanSquaredError, epochs: 1, batchSize: 10)
        #expect(try encoder.predict(data.features) == codes)
    }

    @Test(arguments: [
        BadCall("noise is -1") { _ = try Dataset.iris().autoencoding(noise: -1) },
        BadCall("no layers 0..<0") { _ = try chain(2).part(0..<0) },
        BadCall("no layers 3..<9", "has 7") { _ = try chain(2).part(3..<9) },
    ])
    func badInput(bad: BadCall) {
        #expect(bad.missing == [])
    }
}
