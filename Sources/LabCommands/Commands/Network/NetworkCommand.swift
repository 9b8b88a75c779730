import ArgumentParser
import NeuralEngine
import Spelling

/// `%network`
struct NetworkCommand: TranslatableCommand {
    static let example = """
        %network clf dense(16, tanh) dense(16, tanh) dense(2, softmax)
        %network digits flatten dense(32, relu) dropout(0.2) dense(10, softmax) --input 8x8 --seed 42
        %network p perceptron
        %network writer gpt(numBlocks: 2, dropout: 0.1)
        %network a adaline
        """
    static let configuration = makeConfiguration(
        "network", "Define a network, layer by layer.",
        discussion: """
            Layers: \(LayerWord.names.joined(separator: ", ")); perceptron alone is Rosenblatt's, adaline \
            Widrow and Hoff's neuron, pocket a perceptron that keeps its best weights; gpt and bert stand for all \
            layers of one, for the newest text. %help conv2d shows what one \
            takes: its first values in order, the others by name, as Keras and Swift call them: \
            dense(16, relu, l2: 0.01, initializer: heNormal).

            Activations, as a layer's value or as a layer of their own: \(ActivationWord.list.names.joined(separator: ", ")).
            Initializers: \(InitializerWord.list.names.joined(separator: ", ")). Regularizers: \
            \(RegularizerWord.list.names.joined(separator: ", ")). Constraints: \
            \(ConstraintWord.list.names.joined(separator: ", ")).

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

    private var neuron: NeuronWord? { layers.count == 1 ? NeuronWord(rawValue: Spelling.folded(layers[0])) : nil }

    func run(in context: LabContext) throws {
        try SwiftIdentifier.check(name, of: "network")
        if let neuron {
            try check(neuron)
            context.session.define(name, .perceptron(neuron.made))
            context.say("\(name): \(neuron.title); %train \(name) --on DATA teaches it")
            return
        }
        let draft = try self.draft(in: context)
        if let input {
            let model = try draft.made(inputShape: try InputShape.shape(input))
            context.session.define(name, .network(model, draft: nil))
            context.say("\(name): \(NetworkText.line(model))")
        } else {
            defineForNewestData(draft, context)
        }
    }

    /// For the shape of the newest data set; a draft where there is none, or it does not fit.
    private func defineForNewestData(_ draft: NetworkDraft, _ context: LabContext) {
        var misfit: String?
        if let (dataName, data) = context.session.newestDataset {
            do {
                let model = try draft.made(inputShape: data.featureShape)
                context.session.define(name, .network(model, draft: draft))
                context.say("\(name): \(NetworkText.line(model)), for input as in \(dataName)")
                return
            } catch {
                misfit = "It cannot take input as in \(dataName): \(error)"
            }
        }
        context.session.define(name, .draft(draft))
        context.say(
            "\(name): \(ShortText.count(draft.layers.count, "layer")); the first %train finds the input's shape in the "
                + "data, or say --input 2")
        if let misfit { context.say(misfit) }
    }

    func swiftCode(in context: LabContext) throws -> String {
        try SwiftIdentifier.check(name, of: "network")
        if let neuron {
            try check(neuron)
            return "var \(name) = \(neuron.type)()"
        }
        let draft = try self.draft(in: context)
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

    private func draft(in context: LabContext) throws -> NetworkDraft {
        let data = context.session.newestDataset?.data
        let shape = try input.map { try InputShape.shape($0) } ?? data?.featureShape
        let setting = TransformerWord.Setting(
            sequenceLength: shape?.count == 1 ? shape?.first : nil,
            vocabularySize: data?.tokenizer?.vocabulary.count)
        return NetworkDraft(
            name: name,
            layers: try layers.flatMap { word in
                try TransformerWord.layers(word, setting) ?? [LayerWord.layer(word)]
            }, seed: try Seed.checked(seed))
    }

    private func check(_ neuron: NeuronWord) throws {
        guard input == nil else {
            throw LabError(
                "\(neuron == .adaline ? "an Adaline" : "a perceptron") finds the shape of its input in the data; leave --input out."
            )
        }
    }
}
