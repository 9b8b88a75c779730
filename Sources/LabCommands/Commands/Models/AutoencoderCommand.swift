import ArgumentParser
import NeuralEngine

/// `%autoencoder`
struct AutoencoderCommand: TranslatableCommand {
    static let example = """
        %autoencoder a --on digits --latent 8 --epochs 40 --lr 0.003
        %autoencoder a --on digits --latent 8 --noise 0.2
        %plot reconstructions a --on digits
        %plot latent a --on digits
        """
    static let configuration = makeConfiguration(
        "autoencoder", "Train a network that squeezes examples through a few numbers and brings them back.",
        discussion: """
            Dense layers narrow down to --latent numbers, the code, and widen again; the targets are not looked at. With --noise the \
            examples are disturbed, each time anew, and their clean forms are to come out: a denoising autoencoder. The halves are \
            networks as well, NAMEEncoder and NAMEDecoder, and the record is called NAMEHistory. %save, %predict and %summary take \
            all three.
            """)

    @Argument(help: "The network's name.")
    var name: String

    @OptionGroup var options: GenerativeOptions

    @Option(help: "How many numbers a code has.")
    var latent: WholeNumber = WholeNumber(2)

    @Option(help: "The deviation of the noise on what goes in.")
    var noise: Number = Number(0)

    @Option(help: "How often to go through the examples.")
    var epochs: WholeNumber = WholeNumber(20)

    @OptionGroup var swift: SwiftOption

    func run(in context: LabContext) throws {
        let session = context.session
        let parts = try session.parts(of: options.on)
        let (draft, front) = try draft(parts.train)
        let seed = try options.checkedSeed()
        let model = try draft.made(inputShape: parts.train.featureShape)
        let held = try parts.test.map { try $0.autoencoding(noise: noise.value, seed: seed) }
        let history = try model.fit(
            try parts.train.autoencoding(), loss: .meanSquaredError,
            optimizer: .adam(learningRate: options.learningRate.value), epochs: epochs.value,
            batchSize: try options.batchSize(parts.train), validation: held, seed: seed)
        session.record(history, of: model)
        session.define(name, .network(model, draft: nil))
        session.define("\(name)History", .history(history))
        session.define("\(name)Encoder", .network(try model.part(0..<front, name: "\(name)Encoder"), draft: nil))
        session.define(
            "\(name)Decoder", .network(try model.part(front..<model.layers.count, name: "\(name)Decoder"), draft: nil))
        context.say("\(name): \(NetworkText.line(model)), through \(ShortText.count(latent.value, "number"))")
        context.say(history.description)
        context.say(
            "%plot reconstructions \(name) --on \(options.on) draws what comes back, %plot latent \(name) --on \(options.on) the codes."
        )
    }

    func swiftCode(in context: LabContext) throws -> String {
        let parts = try context.session.parts(of: options.on)
        let (draft, front) = try draft(parts.train)
        let seed = try options.checkedSeed()
        let held = parts.testName.map { test in
            "validation: " + test
                + (noise.value == 0
                    ? ".autoencoding()" : ".autoencoding(noise: \(SwiftCode.number(noise.value)), seed: \(seed))")
        }
        let fitted = SwiftCode.call(
            "\(name).fit",
            [
                "\(options.on).autoencoding()", "loss: .meanSquaredError",
                "optimizer: .adam(learningRate: \(SwiftCode.number(options.learningRate.value)))",
                "epochs: \(epochs.value)", "batchSize: \(try options.batchSize(parts.train))", held, "seed: \(seed)",
            ])
        return """
            \(NetworkCode.text(draft, inputShape: "\(options.on).featureShape"))
            let \(name)History = try \(fitted)
            let \(name)Encoder = try \(name).part(0..<\(front), name: "\(name)Encoder")
            let \(name)Decoder = try \(name).part(\(front)..<\(draft.layers.count), name: "\(name)Decoder")
            """
    }

    /// The layers, and how many of them lead to the code.
    private func draft(_ data: Dataset) throws -> (NetworkDraft, front: Int) {
        try SwiftIdentifier.check(name, of: "network")
        guard noise.value >= 0, noise.value.isFinite else {
            throw LabError(
                "--noise is \(SwiftCode.number(noise.value)); expected a deviation from 0, such as 0.2.")
        }
        let form = try ExampleForm(of: options.on, data)
        let hidden = try options.hiddenUnits(usual: [64])
        let disturbing: [any Layer] = noise.value > 0 ? [GaussianNoise(deviation: noise.value)] : []
        let front =
            disturbing + form.entrance + ExampleForm.hidden(hidden)
            + [Dense(try GenerativeOptions.checked(latent: latent))]
        let back = ExampleForm.hidden(hidden.reversed()) + form.exit
        return (NetworkDraft(name: name, layers: front + back, seed: try options.checkedSeed()), front.count)
    }
}
