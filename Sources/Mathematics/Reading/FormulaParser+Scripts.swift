extension FormulaParser {
    /// An atom with what stands above and below it.
    mutating func scripted() throws(FormulaError) -> Atom {
        var base: Atom
        switch try peek() {
        case .superscript, .subscript: base = Atom(markup: "<mrow></mrow>")
        default: base = try nested { parser throws(FormulaError) in try parser.atom() }
        }
        var below: String?
        var above: String?
        var primes = 0
        while true {
            let start = position
            skipSpaces()
            switch try peek() {
            case .subscript:
                position += 1
                if let first = below { base = attach(first, nil, to: base) }
                below = try argument().markup
            case .superscript:
                position += 1
                if let first = above { base = attach(nil, first, to: base) }
                above = try argument().markup
            case .character("'"), .character("’"):
                position += 1
                primes += 1
            case .command("limits"):
                position += 1
                base.takesLimits = true
                base.markup = base.markup.replacing(" movablelimits=\"true\"", with: "")
                    .replacing("<mo", with: "<mo movablelimits=\"false\"", maxReplacements: 1)
            case .command("nolimits"):
                position += 1
                base.takesLimits = false
            default:
                position = start
                if primes > 0 {
                    let marks = Markup.sign(["′", "″", "‴"][min(primes, 3) - 1], "lspace=\"0\" rspace=\"0\"")
                    above = above.map { Markup.element("mrow", marks + $0) } ?? marks
                }
                return attach(below, above, to: base)
            }
        }
    }

    private func attach(_ below: String?, _ above: String?, to base: Atom) -> Atom {
        var result = base
        let above =
            base.isSlanted
            ? above.map { Markup.element("mrow", Markup.space(isDisplayed ? "0.4em" : "0.2em") + $0) } : above
        switch (below, above) {
        case (nil, nil): return base
        case (let below?, nil):
            result.markup = Markup.element(base.takesLimits ? "munder" : "msub", base.markup + below)
        case (nil, let above?):
            result.markup = Markup.element(base.takesLimits ? "mover" : "msup", base.markup + above)
        case (let below?, let above?):
            result.markup = Markup.element(
                base.takesLimits ? "munderover" : "msubsup", base.markup + below + above)
        }
        return result
    }
}
