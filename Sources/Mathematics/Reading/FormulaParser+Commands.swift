extension FormulaParser {
    /// A command whose name was read; its arguments follow.
    mutating func command(_ name: String) throws(FormulaError) -> Atom {
        if let symbol = symbol(name) { return symbol }
        if let alphabet = Alphabet(command: name), !name.hasPrefix("text"), name != "emph" {
            return try nested { parser throws(FormulaError) in
                parser.alphabet = alphabet
                return try parser.argument()
            }
        }
        if let accent = Symbols.accents[name] {
            let base = try argument()
            let sign = Markup.sign(accent.sign, "stretchy=\"\(accent.stretches)\"")
            return Atom(
                markup: Markup.element("mover", base.markup + sign, "accent=\"true\""),
                takesLimits: name == "overbrace")
        }
        if let sign = Symbols.accentsBelow[name] {
            let line = Markup.sign(sign, "stretchy=\"true\"")
            return Atom(
                markup: Markup.element("munder", try argument().markup + line, "accentunder=\"true\""),
                takesLimits: name == "underbrace")
        }
        return try construction(name)
    }

    /// A command without arguments.
    private func symbol(_ name: String) -> Atom? {
        if let text = Symbols.identifiers[name] { return Self.identifier(text, alphabet == .upright ? nil : alphabet) }
        if let text = Symbols.upright[name] {
            return alphabet.map { Self.identifier(text, $0) } ?? Atom(markup: Markup.upright(text))
        }
        // A bracket that stands alone does not grow.
        if let text = Symbols.delimiters[name], Symbols.operators[name] == nil || name == "|" || name.hasSuffix("ert") {
            let isOpening = Symbols.opening.contains(text)
            let isBar = text == "|" || text == "‖"
            return Atom(
                markup: Markup.sign(text, "stretchy=\"false\"" + (isBar ? " lspace=\"0\" rspace=\"0\"" : "")),
                kind: isOpening ? .opening : .ordinary)
        }
        if let text = Symbols.operators[name] {
            let isSign = text == "±" || text == "∓"
            return Atom(markup: Markup.sign(text, "stretchy=\"false\""), kind: isSign ? .sign : .operator)
        }
        if let text = Symbols.large[name] { return Atom(markup: Markup.sign(text), kind: .function, takesLimits: true) }
        if let text = Symbols.integrals[name] {
            return Atom(markup: Markup.sign(text), kind: .operator, isSlanted: true)
        }
        if Symbols.functions.contains(name) { return Atom(markup: Markup.upright(name), kind: .function) }
        if let text = Symbols.limitFunctions[name] {
            return Self.limitFunction(text)
        }
        if let width = Symbols.spaces[name] { return Atom(markup: Markup.space(width), kind: .space) }
        if Symbols.invisible.contains(name) { return Atom(markup: "<mrow></mrow>", kind: .space) }
        return nil
    }

    static func limitFunction(_ text: String) -> Atom {
        Atom(
            markup: Markup.sign(
                text.replacing(" ", with: "\u{2009}"),
                "movablelimits=\"true\" lspace=\"0\" rspace=\"0\" form=\"prefix\""),
            kind: .function, takesLimits: true)
    }

    /// A command with arguments.
    private mutating func construction(_ name: String) throws(FormulaError) -> Atom {
        switch name {
        case "frac", "dfrac", "tfrac", "cfrac":
            let fraction = Markup.element("mfrac", try argument().markup + argument().markup)
            guard name != "frac" else { return Atom(markup: fraction) }
            let style = "displaystyle=\"\(name != "tfrac")\" scriptlevel=\"\(name == "tfrac" ? 1 : 0)\""
            return Atom(markup: Markup.element("mstyle", fraction, style))
        case "binom", "dbinom", "tbinom":
            let pair = Markup.element("mfrac", try argument().markup + argument().markup, "linethickness=\"0\"")
            return Atom(markup: Markup.element("mrow", Markup.sign("(") + pair + Markup.sign(")")))
        case "sqrt":
            let index = try optionalArgument()
            let radicand = try argument().markup
            return Atom(
                markup: index.map { Markup.element("mroot", radicand + $0.markup) }
                    ?? Markup.element("msqrt", radicand))
        case "overset", "stackrel":
            let above = try argument().markup
            return Atom(markup: Markup.element("mover", try argument().markup + above), kind: .operator)
        case "underset":
            let below = try argument().markup
            return Atom(markup: Markup.element("munder", try argument().markup + below), kind: .operator)
        case "xrightarrow", "xleftarrow", "xRightarrow", "xleftrightarrow", "xmapsto": return try longArrow(name)
        case "left": return try fence()
        case "big", "Big", "bigg", "Bigg", "bigl", "Bigl", "biggl", "Biggl", "bigr", "Bigr", "biggr", "Biggr", "bigm",
            "Bigm", "biggm", "Biggm":
            return try largeDelimiter(name)
        case "begin": return try environment()
        case "operatorname": return try operatorName()
        case "text", "mbox", "textrm", "textbf", "textit", "texttt", "textsf", "textup", "textnormal", "emph", "hbox":
            return try text(name)
        case "mathop":
            var atom = try argument()
            atom.takesLimits = true
            return atom
        case "mathbin", "mathrel", "mathpunct":
            var atom = try argument()
            atom.kind = .operator
            return atom
        case "mathord", "mathopen", "mathclose", "mathinner", "smash", "vcenter", "mathstrut", "ensuremath":
            return try argument()
        case "phantom", "hphantom", "vphantom":
            return Atom(markup: Markup.element("mphantom", try argument().markup), kind: .space)
        case "not": return try negated()
        case "textcolor":
            let color = try rawGroup()
            return Atom(
                markup: Markup.element("mstyle", try argument().markup, "mathcolor=\"\(Markup.escaped(color))\""))
        case "boxed", "fbox":
            return Atom(
                markup: Markup.element(
                    "mrow", try argument().markup, "style=\"border:1px solid;padding:0.25em;margin:0 0.1em\""))
        case "substack": return try stack()
        case "pmod", "pod":
            let word = name == "pmod" ? Markup.upright("mod") + Markup.space("0.3333em") : ""
            let inside = Markup.sign("(", "stretchy=\"false\"") + word + (try argument().markup)
            return Atom(
                markup: Markup.element("mrow", Markup.space("1em") + inside + Markup.sign(")", "stretchy=\"false\"")))
        case "bmod": return Atom(markup: Markup.sign("mod", "lspace=\"0.2222em\" rspace=\"0.2222em\""), kind: .operator)
        case "mod": return Atom(markup: Markup.sign("mod", "lspace=\"1em\" rspace=\"0.3333em\""), kind: .operator)
        case "tag":
            return Atom(markup: Markup.element("mrow", Markup.space("2em") + Markup.text("(\(try rawGroup()))")))
        case "label":
            _ = try rawGroup()
            return Atom(markup: "<mrow></mrow>", kind: .space)
        case "hspace", "mspace", "kern", "hskip": return try space(name)
        case "newcommand", "renewcommand", "providecommand", "def", "DeclareMathOperator":
            try define(name)
            return Atom(markup: "<mrow></mrow>", kind: .space)
        case "": throw .missingArgument
        default: return Atom(markup: Markup.source("\\\(name)"))
        }
    }

    private mutating func longArrow(_ name: String) throws(FormulaError) -> Atom {
        let signs = [
            "xrightarrow": "→", "xleftarrow": "←", "xRightarrow": "⇒", "xleftrightarrow": "↔", "xmapsto": "↦",
        ]
        let below = try optionalArgument()
        let above = try argument().markup
        // Room on both sides of what stands above, so that the arrow is longer.
        let padded = Markup.element("mrow", Markup.space("0.4em") + above + Markup.space("0.4em"))
        let arrow = Markup.sign(signs[name] ?? "→", "stretchy=\"true\" minsize=\"1.5em\"")
        guard let below else { return Atom(markup: Markup.element("mover", arrow + padded), kind: .operator) }
        return Atom(markup: Markup.element("munderover", arrow + below.markup + padded), kind: .operator)
    }

    private mutating func negated() throws(FormulaError) -> Atom {
        var atom = try argument()
        atom.kind = .operator
        guard let end = atom.markup.lastIndex(of: "<"), let start = atom.markup[..<end].lastIndex(of: ">") else {
            return atom
        }
        let sign = atom.markup[atom.markup.index(after: start)..<end]
        let plain = sign == "&lt;" ? "<" : sign == "&gt;" ? ">" : String(sign)
        return Atom(
            markup: Markup.sign(Symbols.negated[plain] ?? "\(plain)\u{338}", "stretchy=\"false\""), kind: .operator)
    }

    /// Lines below each other, small, as below a sum.
    private mutating func stack() throws(FormulaError) -> Atom {
        skipSpaces()
        guard take(.open) else { throw .missingArgument }
        var lines = [try nested { parser throws(FormulaError) in try parser.row() }]
        while take(.command("\\")) { lines.append(try nested { parser throws(FormulaError) in try parser.row() }) }
        guard take(.close) else { throw .unbalanced }
        return Atom(
            markup: TableMarkup(rows: lines.map { [$0] }, columns: [.center], isDisplayed: false, isTight: true).markup)
    }

    private mutating func space(_ name: String) throws(FormulaError) -> Atom {
        if name.hasSuffix("space") {
            _ = take(.character("*"))
            skipSpaces()
            let width = try rawGroup()
            let isLength = width.wholeMatch(of: /-?[0-9.]+(em|ex|px|pt|cm|mm|in)/) != nil
            return Atom(markup: Markup.space(isLength ? width : "0.25em"), kind: .space)
        }
        // A length without braces: \kern-2pt.
        while position < tokens.count, case .character(let next) = tokens[position],
            next.isNumber || "-.".contains(next)
        {
            position += 1
        }
        for _ in 0..<2 {
            if position < tokens.count, case .character(let next) = tokens[position], next.isLetter { position += 1 }
        }
        return Atom(markup: Markup.space("0.1667em"), kind: .space)
    }
}
