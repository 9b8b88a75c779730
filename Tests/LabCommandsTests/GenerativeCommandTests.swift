import LabCommands
import NeuralEngine
import Testing

/// `%autoencoder`, `%vae`, `%gan`, `%factorization` and `%recommend`: what they make is what Swift makes with the same numbers.
@Suite struct GenerativeCommandTests {
    @Test func anAutoencoder() throws {
        let lab = LabTranscript()
        let message = lab.run(
            "%data digits --split 0.8 --seed 1",
            "%autoencoder a --on digits --latent 8 --hidden 32,16 --noise 0.2 --epochs 3 --lr 0.003 --seed 4")
        #expect(message == nil)
        #expect(
            lab.defined.suffix(4) == [
                "a: Sequential", "aHistory: History", "aEncoder: Sequential", "aDecoder: Sequential",
            ])
        let (train, test) = try Dataset.digits().split(validation: 0.2, seed: 1)
        let model = try Sequential(inputShape: [8, 8], seed: 4) {
            GaussianNoise(deviation: 0.2)
            Flatten()
            Dense(32, activation: .relu)
            Dense(16, activation: .relu)
            Dense(8)
            Dense(16, activation: .relu)
            Dense(32, activation: .relu)
            Dense(64, activation: .sigmoid)
            Reshape([8, 8])
        }
        let history = try model.fit(
            train.autoencoding(), loss: .meanSquaredError, optimizer: .adam(learningRate: 0.003), epochs: 3,
            batchSize: 64, validation: test.autoencoding(noise: 0.2, seed: 4), seed: 4)
        #expect(try lab.session.network("a").weights == model.weights)
        #expect(try lab.session.history("aHistory").validationLoss == history.validationLoss)
        // The halves, one behind the other, are the whole.
        let codes = try lab.session.network("aEncoder").predict(test.features)
        #expect(codes.shape == [test.count, 8])
        #expect(try lab.session.network("aDecoder").predict(codes) == model.predict(test.features))
        #expect(
            lab.run(
                "%plot reconstructions a --on digitsTest --count 6", "%plot latent a --on digitsTest", "%plot loss a",
                "%plot latent a --on digits --layer 2", "%summary aDecoder", "%plot latent aEncoder --on digits") == nil
        )
    }

    /// Numbers beyond 0 and 1 have no sigmoid, and points no pictures.
    @Test func anAutoencoderOfPoints() throws {
        let lab = LabTranscript()
        #expect(lab.run("%data moons", "%autoencoder a --on moons --latent 1 --hidden 16 --epochs 4") == nil)
        let layers = try lab.session.network("a").layers.map(\.code)
        #expect(
            layers == ["Dense(16, activation: .relu)", "Dense(1)", "Dense(16, activation: .relu)", "Dense(2)"])
        #expect(lab.run("%plot reconstructions a --on moons") == nil)
    }

    @Test func aVariationalAutoencoder() throws {
        let lab = LabTranscript()
        #expect(
            lab.run(
                "%data digits", "%vae v --on digits --hidden 32 --epochs 2 --batch 100 --lr 0.003 --beta 2 --seed 5")
                == nil)
        let vae = try VariationalAutoencoder(
            encoder: Sequential(inputShape: [8, 8], seed: 5) {
                Flatten()
                Dense(32, activation: .relu)
                Dense(4)
            },
            decoder: Sequential(inputShape: [2], seed: 6) {
                Dense(32, activation: .relu)
                Dense(64, activation: .sigmoid)
                Reshape([8, 8])
            })
        let history = try vae.fit(
            Dataset.digits(), epochs: 2, batchSize: 100, beta: 2, optimizer: .adam(learningRate: 0.003), seed: 5)
        let made = try lab.session.made("v", as: VariationalAutoencoder.self)
        #expect(made.encoder.weights == vae.encoder.weights && made.decoder.weights == vae.decoder.weights)
        #expect(try lab.session.history("vHistory").loss == history.loss)
        #expect(lab.defined.suffix(4).first == "v: VariationalAutoencoder")
        #expect(
            lab.run(
                "%plot reconstructions v --on digits", "%plot latent v --on digits", "%plot latentGrid v --count 5",
                "%plot generated v --count 9 --seed 2", "%plot loss v", "%plot metrics v", "%summary v",
                "%summary vDecoder")
                == nil)
        #expect(lab.text(of: "%who").contains("VariationalAutoencoder  [8, 8] → 2 → [8, 8], "))
        // Its halves are what can be saved.
        #expect(lab.run("%save v")?.contains("vEncoder, vDecoder") == true)
        // Standardized numbers are no probabilities.
        #expect(lab.run("%data iris --standardize", "%vae i --on iris --epochs 2 --hidden 8") == nil)
        #expect(try lab.session.history("iHistory").lossFunction == .meanSquaredError)
        #expect(lab.run("%plot reconstructions i --on iris", "%plot generated i --on iris") == nil)
    }

    @Test func aGAN() throws {
        let lab = LabTranscript()
        #expect(
            lab.run(
                "%data moons --samples 300", "%gan g --on moons --latent 4 --epochs 3 --label-smoothing 0.1 --seed 2")
                == nil)
        let gan = try GAN(
            generator: Sequential(inputShape: [4], seed: 2) {
                Dense(32, activation: .relu)
                Dense(32, activation: .relu)
                Dense(2)
            },
            discriminator: Sequential(inputShape: [2], seed: 3) {
                Dense(32, activation: .leakyRelu(negativeSlope: 0.2))
                Dense(32, activation: .leakyRelu(negativeSlope: 0.2))
                Dense(1)
            })
        try gan.fit(.moons(samples: 300), epochs: 3, labelSmoothing: 0.1, seed: 2)
        #expect(try lab.session.made("g", as: GAN.self).generator.weights == gan.generator.weights)
        #expect(try lab.session.network("gDiscriminator").weights == gan.discriminator.weights)
        #expect(
            lab.run(
                "%plot generated g --on moons", "%plot generated g", "%plot adversarial g",
                "%plot adversarial gHistory",
                "%data digits", "%gan d --on digits --latent 16 --hidden 16 --epochs 1", "%plot generated d --dark")
                == nil)
        #expect(try lab.session.network("dGenerator").layers.contains { $0 is BatchNormalization })
    }

    @Test func aFactorization() throws {
        let lab = LabTranscript()
        #expect(
            lab.run(
                "%data ratings --users 30 --items 20 --split 0.8 --seed 1",
                "%factorization r --on ratings --factors 3 --epochs 20 --seed 2") == nil)
        let (train, test) = try Dataset.ratings(users: 30, items: 20, seed: 1).split(validation: 0.2, seed: 1)
        var model = try MatrixFactorization(users: 30, items: 20, factors: 3, seed: 2)
        let history = try model.fit(train, epochs: 20, validation: test, seed: 2)
        #expect(try lab.session.made("r", as: MatrixFactorization.self) == model)
        #expect(try lab.session.history("rHistory").validationLoss == history.validationLoss)
        let best = try model.recommendations(for: 7, count: 4, without: train)
        let text = lab.text(of: "%recommend r --user 7 --count 4 --without ratings")
        for item in best { #expect(text.contains("\(item.item)")) }
        #expect(lab.text(of: "%predict r 7 3").contains("7  3"))
        #expect(lab.run("%plot loss r", "%plot metrics r", "%predict r --on ratings --count 3", "%summary r") == nil)
    }

    @Test(arguments: [
        (
            "%autoencoder a --on moons --latent 1 --epochs 5",
            """
            let a = try Sequential(inputShape: moons.featureShape, seed: 0, name: "a") {
                Dense(64, activation: .relu)
                Dense(1)
                Dense(64, activation: .relu)
                Dense(2)
            }
            let aHistory = try a.fit(
                moons.autoencoding(),
                loss: .meanSquaredError,
                optimizer: .adam(learningRate: 0.001),
                epochs: 5,
                batchSize: 64,
                seed: 0)
            let aEncoder = try a.part(0..<2, name: "aEncoder")
            let aDecoder = try a.part(2..<4, name: "aDecoder")
            """
        ),
        ("%plot latent n --on moons", "try display(Chart.embeddings(\n    n.part(0..<1)"),
        ("%plot generated g --on moons --count 50", "try display(Chart.generated("),
        ("%recommend r --user 3", "try r.recommendations(for: 3, count: 5)"),
        ("%data ratings --users 5 --seed 2", "let ratings = try Dataset.ratings(users: 5, seed: 2)"),
        (
            "%data csv f.csv --target y --missing drop",
            "let f = try Dataset.csv(\"f.csv\", target: \"y\", missing: .drop)"
        ),
    ])
    func code(command: String, code: String) {
        let lab = LabTranscript()
        #expect(lab.run("%data moons", "%network n dense(3) dense(4) dense(2)") == nil)
        let text = lab.text(of: command + " --swift")
        #expect(text.hasPrefix(code), "\(text)")
    }

    @Test(arguments: [
        ("%autoencoder a --on moons --latent 0", ["--latent is 0"]),
        ("%autoencoder a --on moons --hidden 8,x", ["--hidden is 8,x"]),
        ("%autoencoder a --on moons --noise -1", ["--noise is -1"]),
        ("%autoencoder a --on moons --batch 0", ["--batch is 0", "200"]),
        ("%autoencoder a --on moons --epochs 0", ["epochs is 0"]),
        ("%autoencoder let --on moons", ["let"]),
        ("%autoencoder a --on quijote", ["text"]),
        ("%vae v --on moonz", ["moonz", "moons"]),
        ("%vae v --on moons --beta -1", ["beta is -1"]),
        ("%gan g --on moons --label-smoothing 0.7", ["labelSmoothing is 0.7"]),
        ("%factorization r --on moons", ["moons", "whole numbers"]),
        ("%factorization r --on iris", ["iris", "two features"]),
        ("%recommend moons --user 1", ["\"moons\" is no factorization", "%factorization"]),
        ("%plot generated moons", ["no GAN"]),
        ("%plot latentGrid nothing", ["%vae"]),
        ("%plot reconstructions n --on moons", ["[200, 2]"]),
        ("%plot latent n --on moons --layer 7", ["--layer is 7"]),
        ("%plot latent n", ["--on DATA"]),
        ("%plot loss n --count 3", ["--count is for"]),
        ("%plot generated n --count 0", ["--count is 0"]),
        ("%plot loss n --seed 3", ["--seed is for"]),
        ("%data ratings --standardize", ["--standardize"]),
        ("%data moons --users 3", ["--users is for ratings"]),
        ("%data csv f.csv --missing maybe", ["maybe", "drop"]),
    ])
    func mistakes(command: String, mentions: [String]) {
        let lab = LabTranscript()
        #expect(
            lab.run("%data moons", "%data iris", "%data quijote", "%network n dense(3) dense(4) --input 2") == nil)
        let message = lab.run(command) ?? ""
        for mention in mentions { #expect(message.contains(mention), "\(message)") }
        #expect(!message.isEmpty)
    }
}
