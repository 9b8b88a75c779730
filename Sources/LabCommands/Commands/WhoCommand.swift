import ArgumentParser
import Display
import NeuralEngine

/// `%who`
struct WhoCommand: LabCommand {
    static let example = "%who"
    static let configuration = makeConfiguration(
        "who", "List networks, data sets, histories and the names of the Swift cells.")

    func run(in context: LabContext) throws {
        var table = TextTable(heading: ["Name", "Type", "Value"])
        // A variable whose name is a function or a type by now is out of reach.
        let hidden = Set(context.names.filter { !$0.isVariable }.map(\.name))
        let entries = context.session.entries.filter { entry in
            if case .variable = entry.value { return !hidden.contains(entry.name) }
            return true
        }
        for entry in entries {
            if let row = Self.row(entry) { table.rows.append(row) }
        }
        // Functions and types have no value, and a variable that never got one has no entry.
        let known = Set(entries.map(\.name))
        for name in context.names where !name.isVariable && !known.contains(name.name) {
            table.rows.append([name.name, name.kind, ""])
        }
        guard !table.rows.isEmpty else {
            context.say("There are no names yet. %data and %network make some, and so does every Swift cell.")
            return
        }
        context.show(table)
    }

    private static func row(_ entry: LabEntry) -> [String]? {
        switch entry.value.fetched {
        case .network(let model, _):
            [entry.name, model is Sequential ? "Sequential" : "Model", NetworkText.line(model)]
        case .draft(let draft): [entry.name, "network", "\(draft.layers.count) layers, waiting for its input's shape"]
        case .dataset(let data, _): [entry.name, "Dataset", DatasetText.line(data)]
        case .history(let history): [entry.name, "History", HistoryText.line(history.description)]
        case .perceptron(let perceptron): [entry.name, "RosenblattPerceptron", PerceptronText.line(perceptron)]
        case .trace(let trace): [entry.name, "PerceptronTrace", HistoryText.line(trace.description)]
        case .crossValidation(let result): [entry.name, "CrossValidation", result.description]
        case .variable(let variable):
            [
                entry.name, variable.type,
                ShortText.line(ValuePrinter.text(of: variable.get(), elements: 12, characters: 80)),
            ]
        }
    }
}
