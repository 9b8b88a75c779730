extension FormulaParser {
    /// The source within braces, braces in it included.
    mutating func rawGroup() throws(FormulaError) -> String {
        try rawTokens().map { token in
            // The blank that ended the name is gone: it may have been needed.
            if case .command(let name) = token, name.first?.isLetter == true { "\\\(name) " } else { token.source }
        }
        .joined()
    }

    /// The tokens within braces.
    mutating func rawTokens() throws(FormulaError) -> [Token] {
        skipSpaces()
        guard take(.open) else {
            guard position < tokens.count else { throw .missingArgument }
            position += 1
            return [tokens[position - 1]]
        }
        let start = position
        var level = 1
        while position < tokens.count {
            if tokens[position] == .open { level += 1 }
            if tokens[position] == .close { level -= 1 }
            position += 1
            if level == 0 { return Array(tokens[start..<(position - 1)]) }
        }
        throw .unbalanced
    }

    /// `\text{…}`: words, in which `$…$` is mathematics again.
    mutating func text(_ name: String) throws(FormulaError) -> Atom {
        let style =
            switch name {
            case "textbf": "style=\"font-weight:bold\""
            case "textit", "emph": "style=\"font-style:italic\""
            case "texttt": "style=\"font-family:monospace\""
            case "textsf": "style=\"font-family:sans-serif\""
            default: ""
            }
        let inside = try rawTokens()
        var parts: [String] = []
        var words = ""
        var index = 0
        func flush() {
            if !words.isEmpty { parts.append(Markup.text(words, style)) }
            words = ""
        }
        while index < inside.count {
            switch inside[index] {
            case .character("$"):
                flush()
                let end = inside[(index + 1)...].firstIndex(of: .character("$")) ?? inside.count
                parts.append(try mathematics(Array(inside[(index + 1)..<end])))
                index = end
            case .command(let name) where Symbols.spaces[name] != nil:
                words += name == "qquad" ? "    " : "  ".prefix(name == "quad" ? 2 : 1)
            case .command(let name) where Symbols.upright[name] != nil: words += Symbols.upright[name] ?? ""
            case .command(let name) where name == "{" || name == "}": words += name
            case .command(let name) where Alphabet(command: name) != nil: break
            case .command(let name): words += "\\\(name)"
            case .open, .close: break
            case let token: words += token.source
            }
            index += 1
        }
        flush()
        return Atom(markup: parts.count == 1 ? parts[0] : Markup.element("mrow", parts.joined()), kind: .operator)
    }

    /// A formula within text.
    private mutating func mathematics(_ inside: [Token]) throws(FormulaError) -> String {
        var parser = self
        parser.tokens = inside
        parser.position = 0
        let atoms = try parser.nested { parser throws(FormulaError) in try parser.row() }
        guard parser.position == inside.count else { throw .unbalanced }
        return Markup.row(atoms)
    }

    /// `\operatorname{rank}`; with a star what stands below is set as a limit.
    mutating func operatorName() throws(FormulaError) -> Atom {
        let hasLimits = take(.character("*"))
        var name = ""
        for token in try rawTokens() {
            switch token {
            case .command(let command) where Symbols.spaces[command] != nil: name += "\u{2009}"
            case .command(let command) where Alphabet(command: command) != nil: break
            case .open, .close, .space: break
            default: name += token.source
            }
        }
        if hasLimits { return Self.limitFunction(name) }
        return Atom(markup: Markup.upright(name), kind: .function)
    }
}
