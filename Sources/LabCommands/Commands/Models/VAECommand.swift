import ArgumentParser
import NeuralEngine

/// `%vae`
struct VAECommand: TranslatableCommand {
    static let example = """
        %vae v --on digits --epochs 40 --lr 0.003
        %plot latent v --on digits
        %plot latentGrid v
        %plot generated v
        """
    static let configuration = makeConfiguration(
        "vae", "Train a variational autoencoder, which makes new examples as well.",
        discussion: """
            As %autoencoder, but a code is a normal distribution, and all codes together are to be the standard one: neighbouring \
            codes mean alike examples, and codes that are drawn mean new ones. The loss is -ELBO, the error of what comes back and \
            --beta times the divergence of the codes. The networks are called NAMEEncoder and NAMEDecoder, which %save takes, and \
            the record NAMEHistory.
            """)

    @Argument(help: "Its name.")
    var name: String

    @OptionGroup var options: GenerativeOptions

    @Option(help: "How many numbers a code has.")
    var latent: WholeNumber = WholeNumber(2)

    @Option(help: "What the divergence counts for.")
    var beta: Number = Number(1)

    @Option(help: "How often to go through the examples.")
    var epochs: WholeNumber = WholeNumber(30)

    @OptionGroup var swift: SwiftOption

    func run(in context: LabContext) throws {
        let session = context.session
        let data = try session.dataset(options.on)
        let (form, encoder, decoder) = try drafts(data)
        let vae = try VariationalAutoencoder(
            encoder: encoder.made(inputShape: form.shape), decoder: decoder.made(inputShape: [latent.value]), name: name
        )
        let history = try vae.fit(
            data, epochs: epochs.value, batchSize: try options.batchSize(data), reconstruction: form.reconstruction,
            beta: beta.value, optimizer: .adam(learningRate: options.learningRate.value),
            seed: try options.checkedSeed())
        session.define(name, .object(vae))
        session.define("\(name)History", .history(history))
        session.define("\(name)Encoder", .network(vae.encoder, draft: nil))
        session.define("\(name)Decoder", .network(vae.decoder, draft: nil))
        context.say("\(name): \(vae)")
        context.say(history.description)
        let grid = latent.value == 2 ? ", %plot latentGrid \(name) what its plane decodes to" : ""
        context.say(
            "%plot latent \(name) --on \(options.on) draws the codes\(grid), %plot generated \(name) new examples.")
    }

    func swiftCode(in context: LabContext) throws -> String {
        let data = try context.session.dataset(options.on)
        let (form, encoder, decoder) = try drafts(data)
        let fitted = SwiftCode.call(
            "\(name).fit",
            [
                options.on, "epochs: \(epochs.value)", "batchSize: \(try options.batchSize(data))",
                form.isUnit ? nil : "reconstruction: .meanSquaredError",
                beta.value == 1 ? nil : "beta: \(SwiftCode.number(beta.value))",
                "optimizer: .adam(learningRate: \(SwiftCode.number(options.learningRate.value)))",
                "seed: \(try options.checkedSeed())",
            ])
        return """
            \(NetworkCode.text(encoder, inputShape: form.shapeCode))
            \(NetworkCode.text(decoder, inputShape: "[\(latent.value)]"))
            let \(name) = try VariationalAutoencoder(encoder: \(encoder.name), decoder: \(decoder.name), name: "\(name)")
            let \(name)History = try \(fitted)
            """
    }

    private func drafts(_ data: Dataset) throws -> (ExampleForm, encoder: NetworkDraft, decoder: NetworkDraft) {
        try SwiftIdentifier.check(name, of: "variational autoencoder")
        let form = try ExampleForm(of: options.on, data)
        let hidden = try options.hiddenUnits(usual: [64])
        let width = try GenerativeOptions.checked(latent: latent)
        let seed = try options.checkedSeed()
        // Means, and logarithms of variances.
        let front = form.entrance + ExampleForm.hidden(hidden) + [Dense(2 * width)]
        let back = ExampleForm.hidden(hidden.reversed()) + form.exit
        return (
            form, NetworkDraft(name: "\(name)Encoder", layers: front, seed: seed),
            NetworkDraft(name: "\(name)Decoder", layers: back, seed: seed &+ 1)
        )
    }
}

extension ExampleForm {
    /// Numbers from 0 to 1 are probabilities, others have an error.
    fileprivate var reconstruction: Loss { isUnit ? .binaryCrossEntropy : .meanSquaredError }
}
