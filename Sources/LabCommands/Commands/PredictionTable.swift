import NeuralEngine

/// Questions and answers side by side.
struct PredictionTable {
    private static let shownColumns = 8
    /// Of many classes, so many of the likeliest are shown.
    private static let shownClasses = 3

    private(set) var table: TextTable
    /// How many answers are right, of how many, where classes are asked for and known.
    private(set) var right: (count: Int, of: Int)?

    init(inputs: Tensor, answers: Tensor, data: Dataset?, reader: AnswerReader) {
        let count = inputs.shape[0]
        let (inputWidth, outputWidth) = (inputs.count / max(count, 1), answers.count / max(count, 1))
        let labels = data?.labels
        let outputs = (0..<count).map { Array(answers.scalars[($0 * outputWidth)..<(($0 + 1) * outputWidth)]) }
        let read = outputs.map(reader.answer)
        let hasProbability = read.contains { $0?.probability != nil }
        let judges = reader.readsClasses && labels != nil
        table = TextTable(
            heading: ["input", "output"] + (reader.readsClasses ? ["class"] : [])
                + (hasProbability ? ["probability"] : []) + (data == nil ? [] : ["target"]) + (judges ? ["right"] : []))
        if judges { right = (0, count) }
        for row in 0..<count {
            var cells = [
                Self.numbers(inputs.scalars[(row * inputWidth)..<((row + 1) * inputWidth)]),
                Self.output(outputs[row], reader),
            ]
            if let answer = read[row] { cells.append(reader.name(answer.place)) }
            if let probability = read[row]?.probability { cells.append(ShortText.measure(Double(probability))) }
            if let data {
                let width = data.targets.count / data.count
                let target = Self.numbers(data.targets.scalars[(row * width)..<((row + 1) * width)])
                cells.append(labels.map { reader.readsClasses ? reader.name($0[row]) : target } ?? target)
            }
            if judges, let label = labels?[row], let answer = read[row] {
                cells.append(answer.place == label ? "yes" : "no")
                if answer.place == label { right?.count += 1 }
            }
            table.rows.append(cells)
        }
    }

    private static func output(_ output: [Float], _ reader: AnswerReader) -> String {
        guard reader.readsClasses, output.count > shownColumns else { return numbers(output[...]) }
        let likeliest = output.indices.sorted { (output[$0], $1) > (output[$1], $0) }.prefix(shownClasses)
        return likeliest.map { "\(reader.name($0)): \(ShortText.measure(Double(output[$0])))" }.joined(separator: "  ")
            + "  …"
    }

    private static func numbers(_ values: ArraySlice<Float>) -> String {
        let texts = values.prefix(shownColumns).map { value in
            value == value.rounded() && value.magnitude < 1e6 ? String(Int(value)) : ShortText.measure(Double(value))
        }
        return texts.joined(separator: "  ") + (values.count > shownColumns ? "  …" : "")
    }
}
