import ArgumentParser
import NeuralEngine

/// `%generate`
struct GenerateCommand: TranslatableCommand {
    static let example = """
        %generate writer --prompt "En un lugar" --count 200
        %generate writer --prompt "Sancho" --temperature 0.7 --top-k 10 --seed 3
        """
    static let configuration = makeConfiguration(
        "generate", "Let a language model continue a text.",
        discussion: """
            The network has learned from a text (%data text, %data quijote), which also says how the prompt is cut into tokens. Each \
            token is drawn by the network's probabilities: a temperature below 1 prefers what is probable, 0 always takes the most \
            probable one; --top-k and --top-p leave out what is improbable.
            """)

    @Argument(help: "The network.")
    var name: String

    @Option(help: "The beginning of the text.")
    var prompt: String

    @Option(help: "How many tokens to add.")
    var count: WholeNumber = WholeNumber(200)

    @Option(help: "0 takes the most probable token, 1 draws as the network thinks, more evens out.")
    var temperature: Number = Number(1)

    @Option(help: "Draw among so many of the most probable tokens.")
    var topK: WholeNumber?

    @Option(help: "Draw among the most probable tokens that together have this probability, such as 0.9.")
    var topP: Number?

    @Option(help: "The data set of the text; that of the network's last training when left out.")
    var on: String?

    @Option(help: "Draws the tokens; the same seed gives the same text.")
    var seed: WholeNumber = WholeNumber(0)

    @OptionGroup var swift: SwiftOption

    func run(in context: LabContext) throws {
        let model = try context.session.network(name)
        let data = try context.session.dataset(try dataName(context.session, model))
        let text = try LanguageModel(model, of: data).generate(
            prompt, count: count.value, temperature: temperature.value, topK: topK?.value, topP: topP?.value,
            seed: try Seed.checked(seed))
        context.say(text)
    }

    func swiftCode(in context: LabContext) throws -> String {
        let model = try context.session.network(name)
        let data = try dataName(context.session, model)
        let call = SwiftCode.call(
            ".generate",
            [
                SwiftCode.string(prompt), "count: \(count.value)",
                temperature.value == 1 ? nil : "temperature: \(SwiftCode.number(temperature.value))",
                topK.map { "topK: \($0.value)" }, topP.map { "topP: \(SwiftCode.number($0.value))" },
                "seed: \(try Seed.checked(seed))",
            ])
        return """
            let \(name)Writer = try LanguageModel(\(name), of: \(data))
            print(try \(name)Writer\(call))
            """
    }

    /// The data set whose text the network knows.
    private func dataName(_ session: LabSession, _ model: Model) throws -> String {
        if let on { return on }
        guard let trained = session.lastTraining(of: model)?.dataset else {
            throw LabError(
                "\"\(name)\" has not been trained here, so its text is not known: say --on DATA, the data set of its text."
            )
        }
        return trained
    }
}
