import ArgumentParser
import NeuralEngine

/// `%train`
struct TrainCommand: TranslatableCommand {
    static let example = """
        %train clf --on moons --optimizer adam --learning-rate 0.01 --epochs 100 --batch 32
        %train p --on and
        """
    static let configuration = makeConfiguration(
        "train", "Train a network, drawing its loss while it learns.",
        discussion: """
            Losses: \(Loss.allCases.map(\.name).joined(separator: ", ")). Optimizers: \
            \(Optimizer.names.joined(separator: ", ")). Metrics: \(Metric.allCases.map(\.name).joined(separator: ", ")).

            The history is called NAMEHistory, a perceptron's record NAMETrace. An interrupt ends the training and keeps the \
            weights trained so far. Training again goes on from the present weights; a perceptron begins anew.
            """)

    @Argument(help: "The network.")
    var name: String

    @Option(
        help: "The data set to train on. If it was made with --split, the part held back is measured after each epoch.")
    var on: String

    @Option(help: "The loss; chosen by the last layer when left out.")
    var loss: String?

    @Option(help: "sgd, momentum, nesterov, adagrad, rmsProp, adaDelta, adam, adamW, nadam and others.")
    var optimizer: String = "adam"

    @Option(
        name: [.customLong("learning-rate"), .customLong("lr")],
        help: "The step's size; the optimizer's usual one when left out.")
    var learningRate: Number?

    @Option(help: "The momentum of sgd.")
    var momentum: Number?

    @Option(help: "How often to go through all examples; 20 when left out, at most 100 for a perceptron.")
    var epochs: WholeNumber?

    @Option(help: "Examples a step; 32, or all of a smaller data set, when left out.")
    var batch: WholeNumber?

    @Option(help: "A data set to measure on after each epoch, or none.")
    var validation: String?

    @Option(
        name: .customLong("metric"),
        help: "Measured beside the loss; accuracy for classes when left out, none for none.")
    var metrics: [String] = []

    @Option(help: "Draws the order of the examples, and dropout.")
    var seed: WholeNumber = WholeNumber(0)

    @Flag(help: "Take the examples in their order, epoch by epoch.")
    var noShuffle = false

    @OptionGroup var swift: SwiftOption

    func run(in context: LabContext) throws {
        if case .perceptron = context.session.value(of: name) {
            try PerceptronTraining(self, context.session).run(context)
        } else {
            try NetworkTraining(self, context.session).run(context)
        }
    }

    func swiftCode(in context: LabContext) throws -> String {
        if case .perceptron = context.session.value(of: name) {
            return try PerceptronTraining(self, context.session).code
        }
        return try NetworkTraining(self, context.session).code
    }
}
