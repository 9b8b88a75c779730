import ArgumentParser
import NeuralEngine

/// `%gan`
struct GANCommand: TranslatableCommand {
    static let example = """
        %gan g --on moons --epochs 200
        %plot generated g --on moons
        %plot adversarial g
        """
    static let configuration = makeConfiguration(
        "gan", "Train two networks at play: one makes examples, the other tells them from the true ones.",
        discussion: """
            The generator makes examples of --latent numbers of noise, the discriminator answers how true they look; each learns \
            from the other. For pictures the generator has batch normalization and the discriminator dropout. The networks are \
            called NAMEGenerator and NAMEDiscriminator, which %save takes, and the record NAMEHistory; its loss is the \
            generator's.
            """)

    @Argument(help: "Its name.")
    var name: String

    @OptionGroup var options: GenerativeOptions

    @Option(help: "How many numbers of noise an example is made of.")
    var latent: WholeNumber = WholeNumber(8)

    @Option(help: "The discriminator is to answer 1 - this to true examples, so that it does not become too sure.")
    var labelSmoothing: Number = Number(0)

    @Option(help: "How often to go through the examples.")
    var epochs: WholeNumber = WholeNumber(60)

    @OptionGroup var swift: SwiftOption

    func run(in context: LabContext) throws {
        let session = context.session
        let data = try session.dataset(options.on)
        let (form, generator, discriminator) = try drafts(data)
        let gan = try GAN(
            generator: generator.made(inputShape: [latent.value]),
            discriminator: discriminator.made(inputShape: form.shape), name: name)
        let optimizer = Optimizer.adam(learningRate: options.learningRate.value, beta1: 0.5)
        let history = try gan.fit(
            data, epochs: epochs.value, batchSize: try options.batchSize(data), generatorOptimizer: optimizer,
            discriminatorOptimizer: optimizer, labelSmoothing: labelSmoothing.value, seed: try options.checkedSeed())
        session.define(name, .object(gan))
        session.define("\(name)History", .history(history))
        session.define("\(name)Generator", .network(gan.generator, draft: nil))
        session.define("\(name)Discriminator", .network(gan.discriminator, draft: nil))
        context.say("\(name): \(gan)")
        context.say(history.description)
        context.say(
            "%plot generated \(name) --on \(options.on) draws what it makes, %plot adversarial \(name) both losses.")
    }

    func swiftCode(in context: LabContext) throws -> String {
        let data = try context.session.dataset(options.on)
        let (form, generator, discriminator) = try drafts(data)
        let rate = SwiftCode.number(options.learningRate.value)
        let fitted = SwiftCode.call(
            "\(name).fit",
            [
                options.on, "epochs: \(epochs.value)", "batchSize: \(try options.batchSize(data))",
                "generatorOptimizer: .adam(learningRate: \(rate), beta1: 0.5)",
                "discriminatorOptimizer: .adam(learningRate: \(rate), beta1: 0.5)",
                labelSmoothing.value == 0 ? nil : "labelSmoothing: \(SwiftCode.number(labelSmoothing.value))",
                "seed: \(try options.checkedSeed())",
            ])
        return """
            \(NetworkCode.text(generator, inputShape: "[\(latent.value)]"))
            \(NetworkCode.text(discriminator, inputShape: form.shapeCode))
            let \(name) = try GAN(generator: \(generator.name), discriminator: \(discriminator.name), name: "\(name)")
            let \(name)History = try \(fitted)
            """
    }

    private func drafts(
        _ data: Dataset
    ) throws -> (ExampleForm, generator: NetworkDraft, discriminator: NetworkDraft) {
        try SwiftIdentifier.check(name, of: "GAN")
        _ = try GenerativeOptions.checked(latent: latent)
        let form = try ExampleForm(of: options.on, data)
        let hidden = try options.hiddenUnits(usual: form.isPicture ? [128, 128] : [32, 32])
        let seed = try options.checkedSeed()
        let making = ExampleForm.hidden(hidden).flatMap { layer -> [any Layer] in
            form.isPicture ? [layer, BatchNormalization(momentum: 0.9)] : [layer]
        }
        let telling = ExampleForm.hidden(hidden, .leakyRelu(negativeSlope: 0.2)).flatMap { layer -> [any Layer] in
            form.isPicture ? [layer, Dropout(rate: 0.3)] : [layer]
        }
        return (
            form, NetworkDraft(name: "\(name)Generator", layers: making + form.exit, seed: seed),
            NetworkDraft(name: "\(name)Discriminator", layers: form.entrance + telling + [Dense(1)], seed: seed &+ 1)
        )
    }
}
