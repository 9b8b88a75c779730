/// Hints about what several cells of a session say of one thing.
enum SessionHints {
    static func hint(_ diagnostic: Diagnostic, quoted: [String], names: NameTable) -> String? {
        let message = diagnostic.message
        if let type = OriginNaming.tellsCellsApart(message) {
            return
                "'\(type)' was declared anew, and what was made before keeps the older type: run the cells again that make it"
        }
        if message.hasPrefix("redundant conformance of "), quoted.count >= 2,
            let cell = names.cellThatStates(quoted[0], quoted[1])
        {
            return "\(cell) says so already; change that cell and run it again"
        }
        if message.hasPrefix("ambiguous "),
            case let cells = Set(diagnostic.notes.compactMap { $0.message.firstMatch(of: /in (In\[\d+\])$/)?.1 }),
            cells.count > 1
        {
            return
                "several cells declare it, and the newest cannot hide the others here; take it out of the older cell and "
                + "run that one again"
        }
        if message.contains("prevents automatic synthesis") {
            return
                "the compiler writes such members only in the cell that declares the type: name the protocol there, or "
                + "write the members here"
        }
        return nil
    }
}
