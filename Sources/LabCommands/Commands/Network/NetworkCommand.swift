import ArgumentParser
import NeuralEngine
import Spelling

/// `%network`
struct NetworkCommand: TranslatableCommand {
    static let example = """
        %network clf dense(16, tanh) dense(16, tanh) dense(2, softmax)
        %network digits flatten dense(32, relu) dropout(0.2) dense(10, softmax) --input 8x8 --seed 42
        %network p perceptron
        """
    static let configuration = makeConfiguration(
        "network", "Define a network, layer by layer.",
        discussion: """
            Layers: \(LayerWord.help). perceptron alone is Rosenblatt's. \
            Activations: \(ActivationName.all.joined(separator: ", ")).

            Without --input the network takes the shape of the newest data set's examples, and that of the data of its first \
            %train. It is a Swift variable in the next cell.
            """)

    @Argument(help: "Its name in the session.")
    var name: String

    @Argument(help: "The layers, first to last.")
    var layers: [String]

    @Option(help: "The shape of one example: 2, 8x8.")
    var input: String?

    @Option(help: "Draws the weights.")
    var seed: WholeNumber = WholeNumber(0)

    @OptionGroup var swift: SwiftOption

    private var isPerceptron: Bool { layers.count == 1 && Spelling.folded(layers[0]) == "perceptron" }

    func run(in context: LabContext) throws {
        try SwiftIdentifier.check(name, of: "network")
        if isPerceptron {
            try checkPerceptron()
            context.session.define(name, .perceptron(RosenblattPerceptron()))
            context.say("\(name): Rosenblatt's perceptron; %train \(name) --on DATA teaches it")
            return
        }
        let draft = try self.draft()
        if let input {
            let model = try draft.made(inputShape: try InputShape.shape(input))
            context.session.define(name, .network(model, draft: nil))
            context.say("\(name): \(NetworkText.line(model))")
        } else if let (dataName, data) = context.session.newestDataset,
            let model = try? draft.made(inputShape: data.featureShape)
        {
            context.session.define(name, .network(model, draft: draft))
            context.say("\(name): \(NetworkText.line(model)), for input as in \(dataName)")
        } else {
            context.session.define(name, .draft(draft))
            context.say(
                "\(name): \(ShortText.count(draft.layers.count, "layer")); the first %train finds the input's shape in the "
                    + "data, or say --input 2")
        }
    }

    func swiftCode(in context: LabContext) throws -> String {
        try SwiftIdentifier.check(name, of: "network")
        if isPerceptron {
            try checkPerceptron()
            return "var \(name) = RosenblattPerceptron()"
        }
        let draft = try self.draft()
        let shape: String
        if let input {
            shape = SwiftCode.list(try InputShape.shape(input))
        } else if let data = context.session.newestDataset {
            shape = "\(data.name).featureShape"
        } else {
            throw LabError("there is no data set yet, so the input's shape is not known: say --input 2, for example.")
        }
        return NetworkCode.text(draft, inputShape: shape)
    }

    private func draft() throws -> NetworkDraft {
        NetworkDraft(name: name, layers: try layers.map(LayerWord.layer), seed: try Seed.checked(seed))
    }

    private func checkPerceptron() throws {
        guard input == nil else {
            throw LabError("a perceptron finds the shape of its input in the data; leave --input out.")
        }
    }
}
