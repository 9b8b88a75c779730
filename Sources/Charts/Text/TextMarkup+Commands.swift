/// What a backslash begins.
extension TextMarkup {
    /// The command at the beginning of `rest`, behind its backslash.
    mutating func parseCommand(_ rest: inout Substring) {
        let name = rest.prefix { $0.isLetter && $0.isASCII }
        guard !name.isEmpty else {
            // "\|", "\{", "\,": one sign.
            guard let sign = rest.popFirst() else { return append("\\") }
            return append(Self.signs[sign] ?? String(sign))
        }
        rest.removeFirst(name.count)
        if let accent = Self.accents[String(name)] {
            parse(Self.takeArgument(&rest))
            append(accent, like: runs.last)
        } else if Self.uprightCommands.contains(String(name)) {
            append(String(Self.takeArgument(&rest)))
        } else if name == "mathbb" {
            append(Self.takeArgument(&rest).map { Self.doubleStruck[$0] ?? String($0) }.joined())
        } else if name == "sqrt" {
            append("√")
            parseOperand(Self.takeArgument(&rest))
        } else if name == "frac" {
            parseOperand(Self.takeArgument(&rest))
            append("/")
            parseOperand(Self.takeArgument(&rest))
        } else {
            append(Self.symbols[String(name)] ?? "\\" + name)
        }
    }

    /// Blanks behind a command's name are none of its argument.
    private static func takeArgument(_ rest: inout Substring) -> Substring {
        rest = rest.drop { $0 == " " }
        return takeGroup(&rest)
    }

    /// In brackets where it is more than one sign: in a line of text nothing else holds it together.
    private mutating func parseOperand(_ group: Substring) {
        var inner = TextMarkup("")
        inner.parse(group)
        let needsBrackets = inner.plain.contains { "+−=·/ ".contains($0) }
        if needsBrackets { append("(") }
        parse(group)
        if needsBrackets { append(")") }
    }

    /// A script within a script, as the signs that Unicode has for it; "^" or "_" before it where there are none.
    static func nested(_ run: Run) -> String {
        guard run.shift != .none else { return run.text }
        let signs = run.shift == .raised ? superscripts : subscripts
        let mapped = run.text.compactMap { signs[$0] }
        return mapped.count == run.text.count ? String(mapped) : (run.shift == .raised ? "^" : "_") + run.text
    }

    private static let superscripts = Dictionary(uniqueKeysWithValues: zip("0123456789+−()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱ"))
    private static let subscripts = Dictionary(
        uniqueKeysWithValues: zip("0123456789+−()aeioxjkn", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₐₑᵢₒₓⱼₖₙ"))

    /// Marks that stand above the letter before them.
    private static let accents = [
        "hat": "\u{302}", "bar": "\u{304}", "tilde": "\u{303}", "dot": "\u{307}", "vec": "\u{20D7}",
        "widehat": "\u{302}", "overline": "\u{304}",
    ]
    private static let uprightCommands: Set<String> = [
        "text", "mathrm", "mathbf", "boldsymbol", "operatorname", "textbf", "mathcal", "mathsf",
    ]
    private static let signs: [Character: String] = [
        "|": "‖", ",": "\u{2009}", ";": "\u{2009}", ":": "\u{2009}", "!": "",
    ]
    private static let doubleStruck: [Character: String] = ["R": "ℝ", "N": "ℕ", "Z": "ℤ", "Q": "ℚ", "C": "ℂ", "E": "𝔼"]
}
