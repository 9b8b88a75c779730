import WorkerProtocol

/// A `%` line up to the cursor.
struct CommandLine {
    /// What the cursor is in or behind.
    enum Place: Equatable {
        /// The name of the command.
        case command
        /// The name of an option.
        case option(CommandGrammar.Command)
        /// The value of an argument or an option.
        case value(CommandGrammar.Command, CommandGrammar.Argument)
        /// A value in the parentheses of a word, with the label before it.
        case inside(word: String, label: String?)
        case nothing
    }

    /// What the cursor is in or behind.
    let place: Place
    /// What is typed of it, without an opening quote.
    let typed: String
    /// How many bytes of it there are before the cursor.
    var typedLength: Int { typed.utf8.count }
    /// The command of the line, where there is one.
    let command: CommandGrammar.Command?
    /// The words before the one at the cursor.
    let words: [String]

    init(_ line: String, grammar: CommandGrammar) {
        let text = line.drop { $0 == " " || $0 == "\t" }.drop { $0 == "%" }
        let cut = Self.cut(text)
        words = cut.words
        guard let name = cut.words.first else {
            place = .command
            typed = cut.last
            command = nil
            return
        }
        command = grammar.commands.first { $0.word == name.lowercased() }
        if let open = cut.openings.last {
            let inside = cut.last[cut.last.index(cut.last.startIndex, offsetBy: open)...].dropFirst()
            let part = inside.split(separator: ",", omittingEmptySubsequences: false).last ?? ""
            let value = part.drop { $0 == " " }
            let label = value.firstIndex(of: ":").map { String(value[..<$0]) }
            typed = String(
                (label == nil
                    ? value
                    : value[value.index(after: value.firstIndex(of: ":") ?? value.startIndex)...].drop { $0 == " " }))
            let before = cut.last.prefix(open)
            let attached = String(before.reversed().prefix { $0.isLetter || $0.isNumber }.reversed())
            place = .inside(word: attached.isEmpty ? cut.words.last ?? "" : attached, label: label)
            return
        }
        guard let command else {
            (place, typed) = (.nothing, cut.last)
            return
        }
        let found = Self.place(of: cut.last, after: Array(cut.words.dropFirst()), in: command)
        place = found.place
        typed = found.typed
    }

    private static func place(
        of last: String, after words: [String], in command: CommandGrammar.Command
    ) -> (place: Place, typed: String) {
        if last.hasPrefix("-"), let equals = last.firstIndex(of: "=") {
            guard let option = command.option(String(last[..<equals])), option.takesValue else {
                return (.nothing, last)
            }
            return (.value(command, option), String(last[last.index(after: equals)...]))
        }
        var waiting: CommandGrammar.Argument?
        var placed = 0
        for word in words {
            if waiting != nil {
                waiting = nil
            } else if word.hasPrefix("-"), !word.dropFirst().allSatisfy({ $0.isNumber || ".,-".contains($0) }) {
                waiting = word.contains("=") ? nil : command.option(word).flatMap { $0.takesValue ? $0 : nil }
            } else {
                placed += 1
            }
        }
        if let waiting { return (.value(command, waiting), lastPart(last, of: waiting)) }
        if last.hasPrefix("-") { return (.option(command), last) }
        // An argument that repeats takes all that follow.
        let argument =
            placed < command.arguments.count
            ? command.arguments[placed] : command.arguments.last.flatMap { $0.isRepeating ? $0 : nil }
        return argument.map { (.value(command, $0), last) } ?? (.option(command), last)
    }

    /// `f1,acc` is two metrics.
    private static func lastPart(_ text: String, of option: CommandGrammar.Argument) -> String {
        guard option.isRepeating, let comma = text.lastIndex(of: ",") else { return text }
        return String(text[text.index(after: comma)...])
    }

    /// The words before the last, the last one as far as it goes, and where in it parentheses are open.
    private static func cut(_ text: Substring) -> (words: [String], last: String, openings: [Int]) {
        var words: [String] = []
        var last = ""
        var quote: Character?
        var openings: [Int] = []
        for character in text {
            if let open = quote {
                if character == open { quote = nil } else { last.append(character) }
            } else if (character == " " || character == "\t") && openings.isEmpty {
                if !last.isEmpty { words.append(last) }
                last = ""
            } else if character == "\"" || character == "'" {
                quote = character
            } else {
                if character == "(" { openings.append(last.count) }
                if character == ")", !openings.isEmpty { openings.removeLast() }
                last.append(character)
            }
        }
        return (words, last, openings)
    }
}

extension CommandGrammar.Command {
    fileprivate func option(_ name: String) -> CommandGrammar.Argument? { options.first { $0.names.contains(name) } }
}
