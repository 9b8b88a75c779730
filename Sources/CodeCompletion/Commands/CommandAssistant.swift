public import WorkerProtocol

/// Completes and explains `%` lines.
public struct CommandAssistant: Sendable {
    private let grammar: CommandGrammar
    /// The session's objects and variables with their Swift types.
    private let names: [(name: String, type: String)]

    private let workingFolder: String

    /// - Parameter workingFolder: The folder that relative paths begin at.
    public init(grammar: CommandGrammar, names: [(name: String, type: String)], workingFolder: String) {
        self.grammar = grammar
        self.names = names
        self.workingFolder = workingFolder
    }

    /// What may stand at the cursor of a cell, which is in a `%` line.
    public func suggestions(at cursor: CellCursor) -> Suggestions {
        guard case .command(let start) = cursor.place else {
            return Suggestions([], replacing: cursor.offset..<cursor.offset)
        }
        if let shell = ShellText(cursor.text(from: start)) {
            return FileNames.suggestions(for: shell.word, at: cursor.offset - shell.word.utf8.count, in: workingFolder)
        }
        let line = CommandLine(cursor.text(from: start), grammar: grammar)
        let range = (cursor.offset - line.typedLength)..<cursor.offset
        switch line.place {
        case .command:
            return Suggestions(
                fitting(
                    line.typed, grammar.commands.map { Suggestion($0.word, kind: "magic", signature: $0.abstract) }),
                replacing: range)
        case .option(let command): return Suggestions(options(of: command, line), replacing: range)
        case .value(let command, let argument):
            return values(of: argument, command, line, range: range)
        case .inside(let word, let label):
            return Suggestions(fitting(line.typed, inside(word, label: label)), replacing: range)
        case .nothing: return Suggestions([], replacing: range)
        }
    }

    /// What a command, an option or a word is; as Markdown and as text.
    public func explanation(at cursor: CellCursor) -> Explanation? {
        guard case .command(let start) = cursor.place else { return nil }
        let end =
            cursor.text[cursor.offset...].firstIndex { !($0.isInName || $0 == UInt8(ascii: "-")) } ?? cursor.text.count
        let line = CommandLine(String(decoding: cursor.text[start..<end], as: UTF8.self), grammar: grammar)
        switch line.place {
        case .command:
            return grammar.commands.first { $0.word == line.typed.lowercased() }.map { Explanation(plain: $0.help) }
        case .option(let command):
            return command.options.first { $0.names.contains(line.typed) }.map(Self.explanation)
                ?? Explanation(plain: command.help)
        case .value(let command, let argument):
            return word(line.typed, of: argument)
                ?? (argument.names[0].hasPrefix("-") ? Self.explanation(argument) : Explanation(plain: command.help))
        case .inside(let word, _): return self.word(line.typed) ?? self.word(word)
        case .nothing: return line.command.map { Explanation(plain: $0.help) }
        }
    }

    private func options(of command: CommandGrammar.Command, _ line: CommandLine) -> [Suggestion] {
        let given = Set(line.words)
        let open = command.options.filter { $0.isRepeating || given.isDisjoint(with: $0.names) }
        let first = open.compactMap { option in
            option.names.first.map { Suggestion($0, kind: "param", signature: option.help) }
        }
        let fit = fitting(line.typed, first)
        guard fit.isEmpty else { return fit }
        // `--lr` is another name of `--learning-rate`.
        return fitting(
            line.typed,
            open.flatMap { option in option.names.map { Suggestion($0, kind: "param", signature: option.help) } })
    }

    private func values(
        of argument: CommandGrammar.Argument, _ command: CommandGrammar.Command, _ line: CommandLine, range: Range<Int>
    ) -> Suggestions {
        var items = argument.values.flatMap { values in suggestions(for: values) }
        // A repeating argument may be over.
        if line.typed.isEmpty, !argument.names[0].hasPrefix("-"), argument.isRepeating {
            items += options(of: command, line)
        }
        if argument.values.contains(.file), !(command.word == "data" && !line.words.contains("csv")) {
            return FileNames.suggestions(for: line.typed, at: range.lowerBound, in: workingFolder)
        }
        if argument.values.isEmpty || argument.values.contains(.file), !argument.names[0].hasPrefix("-") {
            items += options(of: command, line)
        }
        return Suggestions(fitting(line.typed, items), replacing: range)
    }

    private func suggestions(for values: CommandGrammar.Values) -> [Suggestion] {
        switch values {
        case .choice(let words): words.map { Suggestion($0, kind: "keyword") }
        case .word(let noun):
            grammar.words.filter { noun.isEmpty || $0.noun == noun }.map {
                Suggestion($0.name, kind: "function", signature: $0.text)
            }
        case .object(let types):
            names.filter { entry in types.isEmpty || types.contains { $0 == entry.type || $0 + "?" == entry.type } }
                .map { Suggestion($0.name, kind: "instance", signature: $0.type) }
        case .command: grammar.commands.map { Suggestion($0.word, kind: "magic", signature: $0.abstract) }
        case .file: []
        }
    }

    /// What may stand in a word's parentheses: the names of its values, and words where a value is one.
    private func inside(_ word: String, label: String?) -> [Suggestion] {
        if let label { return words(of: Self.noun(of: label)) }
        let found = grammar.words.filter { $0.name.lowercased() == word.lowercased() }
        let labels = found.flatMap(\.values)
        let own = labels.map { Suggestion($0 + ":", kind: "param") }
        let nested =
            found.contains { ["residual", "bidirectional", "timeDistributed"].contains($0.name) }
            ? words(of: "layer") : []
        return (labels.contains("activation") ? words(of: "activation") : []) + nested + own
    }

    private func words(of noun: String?) -> [Suggestion] { noun.map { suggestions(for: .word($0)) } ?? [] }

    /// The sort of words that a value of this name is.
    private static func noun(of label: String) -> String? {
        if label == "then" { return "schedule" }
        return ["activation", "initializer", "regularizer", "constraint", "layer"].first {
            label.lowercased().hasSuffix($0)
        }
    }

    private func fitting(_ typed: String, _ items: [Suggestion]) -> [Suggestion] {
        var seen: Set<String> = []
        return items.filter { $0.text.lowercased().hasPrefix(typed.lowercased()) && seen.insert($0.text).inserted }
    }

    private func word(_ name: String, of argument: CommandGrammar.Argument) -> Explanation? {
        let nouns = argument.values.compactMap { values in
            if case .word(let noun) = values { noun } else { nil }
        }
        return nouns.isEmpty ? nil : word(name)
    }

    private func word(_ name: String) -> Explanation? {
        let plain = name.prefix { $0.isLetter || $0.isNumber }.lowercased()
        let found = grammar.words.filter { $0.name.lowercased() == plain }
        guard !found.isEmpty else { return nil }
        return Explanation(
            plain: found.map { "\($0.noun) \($0.text)" + ($0.purpose.isEmpty ? "" : "\n  \($0.purpose)") }
                .joined(separator: "\n"))
    }

    private static func explanation(_ option: CommandGrammar.Argument) -> Explanation {
        Explanation(
            plain: "\(option.names.joined(separator: ", "))\(option.takesValue ? " VALUE" : "")\n\(option.help)")
    }
}
