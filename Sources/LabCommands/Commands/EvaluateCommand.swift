import ArgumentParser
import Display
import NeuralEngine

/// `%evaluate`
struct EvaluateCommand: TranslatableCommand {
    static let example = """
        %evaluate clf --on moons
        %evaluate clf --on iris --report
        %evaluate clf --on iris --metric f1,top2Accuracy
        """
    static let configuration = makeConfiguration(
        "evaluate", "Measure how good a network is on a data set.",
        discussion: """
            Of a data set made with --split the part held back is used; --part train takes the other one. The loss and the \
            metrics are those of the last training when left out.
            """)

    @Argument(help: "The network.")
    var name: String

    @Option(help: "The data set.")
    var on: String

    @Option(help: "test (the part held back, if there is one) or train.")
    var part: String = "test"

    @Option(help: "The loss to measure.")
    var loss: String?

    @Option(
        name: [.customLong("metric"), .customLong("metrics")],
        help: "Measured beside the loss: f1, auc, topKAccuracy(k: 3), perClassRecall, …; several with commas.")
    var metrics: [String] = []

    @Flag(help: "Show how often each class was taken for which, and precision, recall and F1 of each class.")
    var report = false

    @OptionGroup var swift: SwiftOption

    func run(in context: LabContext) throws {
        let session = context.session
        let (data, dataName) = try chosenPart(session)
        let title = "\(name) on \(dataName)"
        if case .perceptron(let perceptron) = session.value(of: name) {
            try checkPerceptron()
            let accuracy = try perceptron.accuracy(on: data)
            context.say(
                "accuracy \(ShortText.measure(accuracy)) on \(dataName) (\(ShortText.count(data.count, "example")))")
            if report {
                context.show(ConfusionBundle.bundle(try Self.confusion(of: perceptron, on: data), title: title))
            }
            return
        }
        let judgement = try judgement(session, data)
        let judged = try judgement.form.applied(to: data)
        let evaluation = try judgement.model.evaluate(judged, loss: judgement.loss, metrics: judgement.metrics)
        context.show(EvaluationBundle.bundle(evaluation, title: title))
        guard report else { return }
        let matrix = try judgement.model.confusionMatrix(judged, loss: judgement.loss)
        context.show(ConfusionBundle.bundle(matrix, title: title))
    }

    func swiftCode(in context: LabContext) throws -> String {
        let session = context.session
        let (data, dataName) = try chosenPart(session)
        if case .perceptron = session.value(of: name) {
            try checkPerceptron()
            return report ? perceptronReportCode(dataName) : "try \(name).accuracy(on: \(dataName))"
        }
        guard session.entry(name) != nil else { return "try \(name).evaluate(\(dataName))" }
        let judgement = try judgement(session, data)
        let lossCode = judgement.loss.map { "loss: \($0.code)" }
        let metricsCode = judgement.metrics.map { "metrics: [" + $0.map(\.code).joined(separator: ", ") + "]" }
        let judged = judgement.form.code(dataName)
        let call = SwiftCode.call("\(name).evaluate", [judged, lossCode, metricsCode])
        guard report else { return "try \(call)" }
        return "try display(\(call))\ntry " + SwiftCode.call("\(name).confusionMatrix", [judged, lossCode])
    }

    /// What the network is judged by.
    private func judgement(
        _ session: LabSession, _ data: Dataset
    ) throws -> (model: Model, form: TargetForm, loss: Loss?, metrics: [Metric]?) {
        let model = try session.network(name)
        let (last, isTrained) = session.loss(of: model)
        let given = try loss.map { try LossWord.list.value($0) }
        let used = given ?? last
        let metrics = metrics.isEmpty ? nil : try MetricWord.metrics(metrics, for: used)
        return (model, TargetForm(of: data, for: model, loss: used), given ?? (isTrained ? nil : last), metrics)
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

extension EvaluateCommand {
    private func checkPerceptron() throws {
        guard loss == nil, metrics.isEmpty else {
            throw LabError(
                "\(loss == nil ? "--metric" : "--loss") is not for a perceptron, of which the accuracy is measured; "
                    + "--report shows more.")
        }
    }

    /// - Throws: as the perceptron's accuracy.
    private static func confusion(of perceptron: any LinearClassifier, on data: Dataset) throws -> ConfusionMatrix {
        var counts = [[0, 0], [0, 0]]
        for (label, answer) in zip(data.labels ?? [], try perceptron.predict(data.features).scalars) {
            counts[label][answer > 0 ? 1 : 0] += 1
        }
        return try ConfusionMatrix(counts: counts, classNames: data.classNames)
    }

    private func perceptronReportCode(_ data: String) -> String {
        """
        try print(\(name).accuracy(on: \(data)))
        var counts = [[0, 0], [0, 0]]
        for (label, answer) in zip(\(data).labels ?? [], try \(name).predict(\(data).features).scalars) {
            counts[label][answer > 0 ? 1 : 0] += 1
        }
        try ConfusionMatrix(counts: counts, classNames: \(data).classNames)
        """
    }
}
