import NeuralEngine

/// `%train` for an Adaline.
struct AdalineTraining: NeuronTraining {
    private let name: String
    private let parts: DataParts
    private let learningRate: Double
    private let epochs: Int
    private let batch: Int
    private let shuffles: Bool
    private let seed: UInt64
    private let isVariable: Bool

    /// - Throws: ``LabError`` for an option that it has no use for.
    init(_ command: TrainCommand, _ session: LabSession) throws {
        if let option = command.networkOptions.first(where: { $0 != "--batch" }) {
            throw LabError(
                "\(option) is not for an Adaline, which learns by the delta rule; it takes --learning-rate, --epochs, --batch, "
                    + "--seed and --no-shuffle. A network of one neuron is %network \(command.name) dense(1).")
        }
        name = command.name
        parts = try session.parts(of: command.on)
        learningRate = command.optimizer.learningRate?.value ?? 0.01
        epochs = command.epochs?.value ?? 50
        batch = command.batch?.value ?? 1
        shuffles = !command.noShuffle
        seed = try Seed.checked(command.seed)
        isVariable = Self.isVariable(name, session)
    }

    func run(_ context: LabContext) throws {
        var adaline = Adaline()
        let history = try adaline.fit(
            parts.train, learningRate: learningRate, epochs: epochs, batchSize: batch, shuffle: shuffles, seed: seed)
        context.session.define(name, .perceptron(adaline))
        context.session.define("\(name)History", .history(history))
        context.say(history.description)
        context.say("\(adaline)")
        context.say("%plot loss \(name) draws its error, %plot boundary \(name) --on \(parts.name) its line.")
    }

    var code: String {
        let call = SwiftCode.call(
            "\(name).fit",
            [
                parts.name, "learningRate: \(SwiftCode.number(learningRate))", "epochs: \(epochs)",
                "batchSize: \(batch)", shuffles ? nil : "shuffle: false", "seed: \(seed)",
            ])
        return Self.code("let \(name)History = try \(call)", of: name, type: "Adaline", isVariable: isVariable)
    }
}
