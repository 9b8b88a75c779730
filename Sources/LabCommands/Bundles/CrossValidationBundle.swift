package import Display
package import NeuralEngine

/// Cross-validations as an output: a row for each fold, then mean and deviation.
package enum CrossValidationBundle {
    package static func bundle(_ result: CrossValidation) -> MIMEBundle {
        let names = ["loss"] + (result.evaluations.first?.metrics.keys.sorted() ?? [])
        var table = TextTable(
            heading: ["fold"] + names + ["examples", "epochs"], rightAligned: Set(1...(names.count + 2)))
        for (index, evaluation) in result.evaluations.enumerated() {
            let numbers = names.map { $0 == "loss" ? evaluation.loss : evaluation.metrics[$0] ?? .nan }
            let epochs = result.histories.indices.contains(index) ? result.histories[index].epochs : 0
            table.rows.append(
                [String(index + 1)] + numbers.map(ShortText.measure) + [String(evaluation.count), String(epochs)])
        }
        for (title, measure) in [("mean", result.mean), ("deviation", result.deviation)] {
            table.rows.append([title] + names.map { ShortText.measure(measure($0) ?? .nan) } + ["", ""])
        }
        return MIMEBundle(
            text: "\(result.description)\n\(table.text)",
            [.html: "<p>\(TextTable.escaped(result.description))</p>\(table.html)"])
    }
}
