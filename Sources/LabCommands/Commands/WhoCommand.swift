import ArgumentParser

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
            let (type, text) = entry.value.line
            table.rows.append([entry.name, type, text])
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
}
