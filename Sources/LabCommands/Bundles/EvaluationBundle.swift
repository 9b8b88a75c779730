package import Display
package import NeuralEngine

/// Evaluations as an output.
package enum EvaluationBundle {
    package static func bundle(_ evaluation: Evaluation, title: String? = nil) -> MIMEBundle {
        let names = evaluation.metrics.keys.sorted()
        var table = TextTable(
            heading: ["", "loss (\(evaluation.lossFunction.name))"] + names + ["examples"],
            rightAligned: Set(1...(names.count + 2)))
        let numbers = [evaluation.loss] + names.map { evaluation.metrics[$0] ?? .nan }
        table.rows = [
            [title ?? "on \(evaluation.dataset)"] + numbers.map { ShortText.measure($0) } + [String(evaluation.count)]
        ]
        return MIMEBundle(
            text: (title.map { "\($0): " } ?? "") + evaluation.description, [.html: table.html])
    }
}
