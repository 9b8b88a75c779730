extension FormulaParser {
    /// Puts the meaning of the macro that comes next in its place.
    mutating func expand(_ macro: Macro) throws(FormulaError) {
        let start = position
        position += 1
        var arguments: [[Token]] = []
        for index in 0..<macro.argumentCount {
            if index == 0, let standard = macro.firstDefault {
                arguments.append(rawOptionalTokens() ?? standard)
            } else {
                arguments.append(try rawTokens())
            }
        }
        var meaning: [Token] = []
        for token in macro.body {
            if case .argument(let number) = token, arguments.indices.contains(number - 1) {
                // One thing stays one thing: \norm{x}_2 has its script at the whole.
                meaning += arguments[number - 1]
            } else {
                meaning.append(token)
            }
        }
        guard tokens.count - position + meaning.count < 100_000 else { throw .tooDeep }
        tokens.replaceSubrange(start..<position, with: meaning)
        position = start
    }

    /// `\newcommand{\name}[count][default]{body}` and its relatives, whose first word was read.
    mutating func define(_ kind: String) throws(FormulaError) {
        if kind == "def" { return try defineByPattern() }
        let isStarred = take(.character("*"))
        guard case .command(let name)? = try rawTokens().first(where: { $0 != .space }) else { throw .missingArgument }
        if kind == "DeclareMathOperator" {
            let start: [Token] = isStarred ? [.command("operatorname"), .character("*")] : [.command("operatorname")]
            macros[name] = Macro(argumentCount: 0, body: start + [.open] + (try rawTokens()) + [.close])
            return
        }
        var count = 0
        if case .character(let digit)? = rawOptionalTokens()?.first { count = digit.wholeNumberValue ?? 0 }
        let standard = rawOptionalTokens()
        let macro = Macro(argumentCount: count, firstDefault: standard, body: try rawTokens())
        if kind == "providecommand", macros[name] != nil { return }
        macros[name] = macro
    }

    /// `\def\name#1#2{body}`
    private mutating func defineByPattern() throws(FormulaError) {
        skipSpaces()
        guard position < tokens.count, case .command(let name) = tokens[position] else { throw .missingArgument }
        position += 1
        var count = 0
        while position < tokens.count, case .argument = tokens[position] {
            count += 1
            position += 1
        }
        macros[name] = Macro(argumentCount: count, body: try rawTokens())
    }

    /// The tokens within `[…]`, where they come next.
    private mutating func rawOptionalTokens() -> [Token]? {
        let start = position
        skipSpaces()
        guard take(.character("[")), let end = tokens[position...].firstIndex(of: .character("]")) else {
            position = start
            return nil
        }
        defer { position = end + 1 }
        return Array(tokens[position..<end])
    }
}
