import ArgumentParser
import NeuralEngine

/// `%train`
struct TrainCommand: TranslatableCommand {
    static let example = """
        %train clf --on moons --optimizer adam --learning-rate 0.01 --epochs 100 --batch 32
        %train clf --on moons --epochs 500 --schedule cosineDecay --early-stopping 20 --clip-norm 1
        %train clf --on iris --folds 5 --class-weight balanced
        %train p --on and
        %train a --on iris --learning-rate 0.01 --epochs 60
        """
    static let configuration = makeConfiguration(
        "train", "Train a network, drawing its loss while it learns.",
        discussion: """
            Losses: \(LossWord.list.names.joined(separator: ", ")). Optimizers: \
            \(OptimizerWord.list.names.joined(separator: ", ")). Schedules: \
            \(WordIndex.entries.filter { $0.noun == "schedule" }.map(\.kind).joined(separator: ", ")). Metrics: \
            \(MetricWord.list.names.joined(separator: ", ")). %help cosineDecay shows what a word takes in parentheses.

            The history is called NAMEHistory, a perceptron's record NAMETrace. An interrupt ends the training and keeps the \
            weights trained so far. Training again goes on from the present weights; a perceptron, a pocket perceptron or an Adaline begins anew. An Adaline \
            learns online unless --batch says otherwise.
            """)

    @Argument(help: "The network.")
    var name: String

    @Option(
        help: "The data set to train on. If it was made with --split, the part held back is measured after each epoch.")
    var on: String

    @Option(
        help: ArgumentHelp(
            "Chosen by the last layer when left out: mse, huber(delta: 0.5), binaryCrossEntropy(labelSmoothing: 0.1).",
            valueName: "loss"))
    var loss: String?

    @Option(
        name: [.customLong("metric"), .customLong("metrics")],
        help: ArgumentHelp(
            """
            Measured beside the loss: f1, top3Accuracy, precision(average: macro); several with commas. accuracy for \
            classes when left out, none for none.
            """, valueName: "metric"))
    var metrics: [String] = []

    @Option(help: "How often to go through all examples; 20 when left out, at most 100 for a perceptron.")
    var epochs: WholeNumber?

    @Option(
        name: [.customLong("batch"), .customLong("batch-size")],
        help: "Examples a step; 32, or all of a smaller data set, when left out.")
    var batch: WholeNumber?

    @Option(
        name: [.customLong("validation"), .customLong("validation-data")],
        help: "A data set to measure on after each epoch, or none.")
    var validation: String?

    @Option(help: "A part of the examples to hold back and measure on, between 0 and 1.")
    var validationSplit: Number?

    @Option(
        help: "What examples of each class count for: balanced, or 0:1,1:10, by number or name; 1 for those left out.")
    var classWeight: String?

    @Option(help: "What each example counts for: a Tensor of a Swift cell, of shape [count].")
    var sampleWeight: String?

    @Option(
        help: """
            Cross-validate: train so many new networks, each without another part of the data that it is measured on; the \
            result is called NAMEFolds, and the network itself stays as it is.
            """)
    var folds: WholeNumber?

    @Option(help: "Draws the order of the examples, dropout, and the parts of --folds and --validation-split.")
    var seed: WholeNumber = WholeNumber(0)

    @Flag(help: "Take the examples in their order, epoch by epoch.")
    var noShuffle = false

    @OptionGroup(title: "How weights change")
    var optimizer: OptimizerOptions

    @OptionGroup(title: "What watches the training")
    var callbacks: CallbackOptions

    @OptionGroup var swift: SwiftOption

    /// What was given of what a perceptron has no use for.
    var networkOptions: [String] {
        [
            ("--loss", loss != nil), ("--metric", !metrics.isEmpty), ("--batch", batch != nil),
            ("--validation", validation != nil), ("--validation-split", validationSplit != nil),
            ("--class-weight", classWeight != nil), ("--sample-weight", sampleWeight != nil),
            ("--folds", folds != nil),
        ].filter(\.1).map(\.0) + optimizer.given + callbacks.given
    }

    func run(in context: LabContext) throws {
        if let training = try neuronTraining(context.session) { return try training.run(context) }
        let training = try NetworkTraining(self, context.session)
        try training.folds == nil ? training.run(context) : training.runFolds(context)
    }

    /// The training of a perceptron, a pocket perceptron or an Adaline; nil for a network.
    private func neuronTraining(_ session: LabSession) throws -> (any NeuronTraining)? {
        guard case .perceptron(let classifier) = session.value(of: name) else { return nil }
        if classifier is Adaline { return try AdalineTraining(self, session) }
        if classifier is PocketPerceptron { return try PocketTraining(self, session) }
        return try PerceptronTraining(self, session)
    }

    func swiftCode(in context: LabContext) throws -> String {
        if let training = try neuronTraining(context.session) { return training.code }
        let training = try NetworkTraining(self, context.session)
        return training.folds == nil ? training.code : training.foldsCode
    }
}
