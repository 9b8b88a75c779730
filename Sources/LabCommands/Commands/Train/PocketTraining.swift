import NeuralEngine

/// `%train` for a perceptron with a pocket.
struct PocketTraining: NeuronTraining {
    private let name: String
    private let parts: DataParts
    private let learningRate: Double
    private let maxEpochs: Int
    private let seed: UInt64
    private let isVariable: Bool

    /// - Throws: ``LabError`` for an option that it has no use for.
    init(_ command: TrainCommand, _ session: LabSession) throws {
        let unused = command.networkOptions + (command.noShuffle ? ["--no-shuffle"] : [])
        if let option = unused.first {
            throw LabError(
                "\(option) is not for a pocket perceptron, which learns by its own rule; it takes --learning-rate, --epochs and "
                    + "--seed.")
        }
        name = command.name
        parts = try session.parts(of: command.on)
        learningRate = command.optimizer.learningRate?.value ?? 1
        maxEpochs = command.epochs?.value ?? 100
        seed = try Seed.checked(command.seed)
        isVariable = Self.isVariable(name, session)
    }

    func run(_ context: LabContext) throws {
        var pocket = PocketPerceptron()
        let trace = try pocket.fit(parts.train, learningRate: learningRate, maxEpochs: maxEpochs, seed: seed)
        context.session.define(name, .perceptron(pocket))
        context.session.define("\(name)Trace", .object(trace))
        context.say(trace.description)
        context.say("%plot pocket \(name) draws its mistakes, %plot boundary \(name) --on \(parts.name) its line.")
    }

    var code: String {
        let call = SwiftCode.call(
            "\(name).fit",
            [
                parts.name, "learningRate: \(SwiftCode.number(learningRate))", "maxEpochs: \(maxEpochs)",
                "seed: \(seed)",
            ])
        return Self.code("let \(name)Trace = try \(call)", of: name, type: "PocketPerceptron", isVariable: isVariable)
    }
}
