import Display
import NeuralEngine

extension LabValue {
    /// What `%who` says of it: type and value, a variable's as it is now.
    var line: (type: String, text: String) {
        switch fetched {
        case .variable(let variable):
            (variable.type, ShortText.line(ValuePrinter.text(of: variable.get(), elements: 12, characters: 80)))
        case let value: (value.swiftType ?? "network", value.objectLine ?? "")
        }
    }

    /// The line of one of the engine's objects.
    private var objectLine: String? {
        switch self {
        case .network(let model, _): NetworkText.line(model)
        case .draft(let draft): "\(draft.layers.count) layers, waiting for its input's shape"
        case .dataset(let data, _): DatasetText.line(data)
        case .history(let history): HistoryText.line(history.description)
        case .perceptron(let perceptron): PerceptronText.line(perceptron)
        case .trace(let trace): HistoryText.line(trace.description)
        case .crossValidation(let result): result.description
        case .object(let object): Self.shortened(object.description)
        case .variable: nil
        }
    }

    /// Without the type's name in front, and the object's own, which stand beside it already.
    private static func shortened(_ text: String) -> String {
        let head = text.prefix { $0 != "," }
        if let name = head.firstRange(of: "\": ") { return String(text[name.upperBound...]) }
        guard let comma = text.firstRange(of: ", ") else { return text }
        return String(text[comma.upperBound...])
    }
}
