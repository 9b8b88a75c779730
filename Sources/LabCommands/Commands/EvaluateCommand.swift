import ArgumentParser
import Display
import NeuralEngine

/// `%evaluate`
struct EvaluateCommand: TranslatableCommand {
    static let example = "%evaluate clf --on moons"
    static let configuration = makeConfiguration(
        "evaluate", "Measure how good a network is on a data set.",
        discussion: """
            Of a data set made with --split the part held back is used; --part train takes the other one. The loss and the \
            metrics are those of the last training.
            """)

    @Argument(help: "The network.")
    var name: String

    @Option(help: "The data set.")
    var on: String

    @Option(help: "test (the part held back, if there is one) or train.")
    var part: String = "test"

    @OptionGroup var swift: SwiftOption

    func run(in context: LabContext) throws {
        let session = context.session
        let (data, dataName) = try chosenPart(session)
        if case .perceptron(let perceptron) = session.value(of: name) {
            let accuracy = try perceptron.accuracy(on: data)
            context.say(
                "accuracy \(ShortText.measure(accuracy)) on \(dataName) (\(ShortText.count(data.count, "example")))")
            return
        }
        let model = try session.network(name)
        let (loss, isTrained) = session.loss(of: model)
        let judged = try TargetForm(of: data, for: model, loss: loss).applied(to: data)
        let evaluation = try model.evaluate(judged, loss: isTrained ? nil : loss)
        context.show(EvaluationBundle.bundle(evaluation, title: "\(name) on \(dataName)"))
    }

    func swiftCode(in context: LabContext) throws -> String {
        let session = context.session
        let (data, dataName) = try chosenPart(session)
        if case .perceptron = session.value(of: name) { return "try \(name).accuracy(on: \(dataName))" }
        guard session.entry(name) != nil else { return "try \(name).evaluate(\(dataName))" }
        let model = try session.network(name)
        let (loss, isTrained) = session.loss(of: model)
        let form = TargetForm(of: data, for: model, loss: loss)
        let lossCode = isTrained ? nil : "loss: \(LossName.code(loss))"
        return "try " + SwiftCode.call("\(name).evaluate", [form.code(dataName), lossCode])
    }

    private func chosenPart(_ session: LabSession) throws -> (Dataset, String) {
        let parts = try session.parts(of: on)
        switch part {
        case "test":
            if let test = parts.test, let testName = parts.testName { return (test, testName) }
            return (parts.train, on)
        case "train": return (parts.train, on)
        default: throw LabError("--part is \(part); expected test or train.")
        }
    }
}
