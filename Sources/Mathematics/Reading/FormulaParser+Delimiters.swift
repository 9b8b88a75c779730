extension FormulaParser {
    /// `\left( … \middle| … \right)`, whose first word was read.
    mutating func fence() throws(FormulaError) -> Atom {
        var content = Self.growing(try delimiter(), "prefix")
        while true {
            content += Markup.inside(try nested { parser throws(FormulaError) in try parser.row() })
            if take(.command("middle")) {
                content += Self.growing(try delimiter(), "infix")
            } else if take(.command("right")) {
                content += Self.growing(try delimiter(), "postfix")
                return Atom(markup: Markup.element("mrow", content))
            } else {
                throw .unbalanced
            }
        }
    }

    /// `\big(`: a bracket of a size of its own.
    mutating func largeDelimiter(_ name: String) throws(FormulaError) -> Atom {
        let size =
            switch name {
            case let name where name.hasPrefix("bigg"): "2.4em"
            case let name where name.hasPrefix("Bigg"): "3em"
            case let name where name.hasPrefix("Big"): "1.8em"
            default: "1.2em"
            }
        let sign = try delimiter()
        let isOpening = name.hasSuffix("l") || (Symbols.opening.contains(sign) && !name.hasSuffix("r"))
        let attributes =
            "stretchy=\"true\" symmetric=\"true\" minsize=\"\(size)\" maxsize=\"\(size)\" "
            + (name.hasSuffix("m") ? "" : "lspace=\"0\" rspace=\"0\"")
        return Atom(markup: Markup.sign(sign, attributes), kind: isOpening ? .opening : .ordinary)
    }

    private static func growing(_ sign: String, _ form: String) -> String {
        guard sign != "." else { return "" }
        let space = form == "infix" ? "lspace=\"0.2em\" rspace=\"0.2em\"" : "lspace=\"0\" rspace=\"0\""
        return Markup.sign(sign, "stretchy=\"true\" symmetric=\"true\" form=\"\(form)\" \(space)")
    }

    /// The bracket that comes next; a point for none.
    private mutating func delimiter() throws(FormulaError) -> String {
        skipSpaces()
        guard let token = try peek() else { throw .missingArgument }
        position += 1
        switch token {
        case .character("<"): return "⟨"
        case .character(">"): return "⟩"
        case .character(let character): return String(character)
        case .command(let name):
            guard let sign = Symbols.delimiters[name] else { throw .missingArgument }
            return sign
        default: throw .missingArgument
        }
    }
}
