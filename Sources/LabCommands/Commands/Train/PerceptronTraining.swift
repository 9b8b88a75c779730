import NeuralEngine

/// `%train` for Rosenblatt's perceptron.
struct PerceptronTraining: NeuronTraining {
    private let name: String
    private let parts: DataParts
    private let learningRate: Double
    private let maxEpochs: Int
    /// Whether a Swift cell declared the perceptron.
    private let isVariable: Bool

    /// - Throws: ``LabError`` for an option that a perceptron has no use for.
    init(_ command: TrainCommand, _ session: LabSession) throws {
        if let option = command.networkOptions.first {
            throw LabError(
                "\(option) is not for Rosenblatt's perceptron, which learns by its own rule; it takes --learning-rate and "
                    + "--epochs. A network of one neuron is %network \(command.name) dense(1, sign).")
        }
        name = command.name
        parts = try session.parts(of: command.on)
        learningRate = command.optimizer.learningRate?.value ?? 1
        maxEpochs = command.epochs?.value ?? 100
        if case .variable = session.entry(name)?.value { isVariable = true } else { isVariable = false }
    }

    func run(_ context: LabContext) throws {
        var perceptron = RosenblattPerceptron()
        let trace = try perceptron.fit(parts.train, learningRate: learningRate, maxEpochs: maxEpochs)
        context.session.define(name, .perceptron(perceptron))
        context.session.define("\(name)Trace", .trace(trace))
        context.say(trace.description)
        if !trace.converged, !trace.interrupted {
            context.say(
                "No epoch went by without a mistake: either no line separates these classes, or \(maxEpochs) epochs are too few."
            )
        }
        context.say("The record of its updates is \(name)Trace; %plot boundary \(name) --on \(parts.name) draws it.")
    }

    var code: String {
        let fit = "let \(name)Trace = try \(name).fit(\(parts.name), learningRate: \(SwiftCode.number(learningRate)), "
        let call = fit + "maxEpochs: \(maxEpochs))"
        // `fit` changes the perceptron, and what a command made is read-only in Swift.
        return isVariable
            ? call : "// \(name) has to be a variable of a cell: var \(name) = RosenblattPerceptron()\n" + call
    }
}
