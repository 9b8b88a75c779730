import NeuralEngine

/// Questions and answers side by side.
enum PredictionTable {
    private static let shownColumns = 8

    static func table(inputs: Tensor, answers: Tensor, data: Dataset?, model: any Predictor) -> TextTable {
        let count = inputs.shape[0]
        let inputWidth = inputs.count / max(count, 1)
        let outputWidth = answers.count / max(count, 1)
        let classes = outputWidth > 1 && isClassifier(model)
        var table = TextTable(
            heading: ["input", "output"] + (classes ? ["class"] : []) + (data == nil ? [] : ["target"]))
        let labels = data?.labels
        for row in 0..<count {
            let output = Array(answers.scalars[(row * outputWidth)..<((row + 1) * outputWidth)])
            var cells = [
                numbers(inputs.scalars[(row * inputWidth)..<((row + 1) * inputWidth)]), numbers(output[...]),
            ]
            if classes {
                let best = output.indices.max { output[$0] < output[$1] } ?? 0
                cells.append(className(best, data))
            }
            if let data {
                if let label = labels?[row] {
                    cells.append(className(label, data))
                } else {
                    let width = data.targets.count / data.count
                    cells.append(numbers(data.targets.scalars[(row * width)..<((row + 1) * width)]))
                }
            }
            table.rows.append(cells)
        }
        return table
    }

    private static func isClassifier(_ model: any Predictor) -> Bool {
        guard let network = model as? Model else { return true }
        return LossChoice.lastActivation(of: network) == .softmax
    }

    private static func className(_ index: Int, _ data: Dataset?) -> String {
        guard let names = data?.classNames, names.indices.contains(index) else { return String(index) }
        return names[index]
    }

    private static func numbers(_ values: ArraySlice<Float>) -> String {
        let texts = values.prefix(shownColumns).map { value in
            value == value.rounded() && value.magnitude < 1e6 ? String(Int(value)) : ShortText.measure(Double(value))
        }
        return texts.joined(separator: "  ") + (values.count > shownColumns ? "  …" : "")
    }
}
