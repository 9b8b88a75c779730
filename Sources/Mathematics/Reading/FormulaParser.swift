/// Reads a formula by recursive descent and draws it at once.
struct FormulaParser {
    /// Deeper braces than anybody writes, and far from what the stack of the smallest thread bears.
    static let maximumDepth = 50
    /// Macros that call each other would go on for ever.
    static let maximumExpansions = 2_000

    var tokens: [Token]
    var position = 0
    let isDisplayed: Bool
    var macros: [String: Macro]
    /// The alphabet of the present group.
    var alphabet: Alphabet?
    private var depth = 0
    private var expansions = 0

    init(_ source: String, isDisplayed: Bool, macros: [String: Macro]) {
        tokens = [Token](reading: source)
        self.isDisplayed = isDisplayed
        self.macros = macros
    }

    /// The whole formula. Lines that the author broke outside of any environment stand below each other.
    mutating func formula() throws(FormulaError) -> [Atom] {
        var lines = [try row()]
        while take(.command("\\")) || take(.command("newline")) {
            skipOptionalLength()
            lines.append(try row())
        }
        guard position == tokens.count else { throw .unbalanced }
        if lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
        guard lines.count > 1 else { return lines[0] }
        let table = TableMarkup(rows: lines.map { [$0] }, columns: [.center], isDisplayed: isDisplayed)
        return [Atom(markup: table.markup)]
    }

    // MARK: Tokens

    /// The next token, macros expanded; nil at the end.
    mutating func peek() throws(FormulaError) -> Token? {
        while position < tokens.count, case .command(let name) = tokens[position], let macro = macros[name] {
            expansions += 1
            guard expansions <= Self.maximumExpansions else { throw .tooDeep }
            try expand(macro)
        }
        return position < tokens.count ? tokens[position] : nil
    }

    /// Steps over a token where it comes next.
    mutating func take(_ token: Token) -> Bool {
        guard position < tokens.count, tokens[position] == token else { return false }
        position += 1
        return true
    }

    mutating func skipSpaces() {
        while take(.space) {}
    }

    /// Runs `body` a level deeper, with the alphabet as it is restored afterwards.
    mutating func nested<Value>(
        _ body: (inout FormulaParser) throws(FormulaError) -> Value
    ) throws(FormulaError) -> Value {
        depth += 1
        guard depth <= Self.maximumDepth else { throw .tooDeep }
        let outer = alphabet
        let value = try body(&self)
        alphabet = outer
        depth -= 1
        return value
    }

    // MARK: Rows and groups

    /// What stands side by side, up to the end of the group, the cell, the line or the environment.
    mutating func row() throws(FormulaError) -> [Atom] {
        var atoms: [Atom] = []
        while let token = try peek() {
            switch token {
            case .close, .cell: return atoms
            case .command("\\"), .command("newline"), .command("cr"), .command("end"), .command("right"),
                .command("middle"):
                return atoms
            case .space, .command("hline"): position += 1
            case .command("over"): atoms = [try infix(atoms, "mfrac", "")]
            case .command("atop"): atoms = [try infix(atoms, "mfrac", "linethickness=\"0\"")]
            case .command("choose"):
                let fraction = try infix(atoms, "mfrac", "linethickness=\"0\"")
                atoms = [
                    Atom(markup: Markup.element("mrow", Markup.sign("(") + fraction.markup + Markup.sign(")")))
                ]
            case .command("displaystyle"): atoms.append(try styledRest("displaystyle=\"true\" scriptlevel=\"0\""))
            case .command("textstyle"): atoms.append(try styledRest("displaystyle=\"false\" scriptlevel=\"0\""))
            case .command("color"):
                position += 1
                atoms.append(try styledRest("mathcolor=\"\(Markup.escaped(try rawGroup()))\"", isTaken: true))
            case .command(let name) where ["bf", "rm", "it", "cal", "sf", "tt", "frak"].contains(name):
                position += 1
                alphabet = Alphabet(command: name)
            default: atoms.append(try scripted())
            }
        }
        return atoms
    }

    /// The numerator is what stands before, the denominator what stands behind.
    private mutating func infix(
        _ numerator: [Atom], _ name: String, _ attributes: String
    ) throws(FormulaError) -> Atom {
        position += 1
        return Atom(markup: Markup.element(name, Markup.row(numerator) + Markup.row(try row()), attributes))
    }

    /// The rest of the group in another style.
    private mutating func styledRest(_ attributes: String, isTaken: Bool = false) throws(FormulaError) -> Atom {
        if !isTaken { position += 1 }
        let rest = try nested { parser throws(FormulaError) in try parser.row() }
        return Atom(markup: Markup.element("mstyle", Markup.inside(rest), attributes))
    }

    /// `{…}`, whose opening brace comes next.
    mutating func group() throws(FormulaError) -> [Atom] {
        guard take(.open) else { throw .missingArgument }
        let atoms = try nested { parser throws(FormulaError) in try parser.row() }
        guard take(.close) else { throw .unbalanced }
        return atoms
    }

    /// A command's argument: a group, or one thing.
    mutating func argument() throws(FormulaError) -> Atom {
        skipSpaces()
        switch try peek() {
        case nil: throw .missingArgument
        case .open:
            let atoms = try group()
            if atoms.count == 1, let only = atoms.first { return only }
            return Atom(markup: Markup.row(atoms))
        case .character(let digit) where digit.isASCII && digit.isNumber:
            position += 1
            return Atom(markup: Markup.number(String(digit)))
        default: return try nested { parser throws(FormulaError) in try parser.atom() }
        }
    }

    /// `[…]`, where it comes next.
    mutating func optionalArgument() throws(FormulaError) -> Atom? {
        let start = position
        skipSpaces()
        guard take(.character("[")) else {
            position = start
            return nil
        }
        var atoms: [Atom] = []
        while let token = try peek(), token != .character("]") {
            if token == .space {
                position += 1
            } else {
                guard token != .close, token != .cell else { throw .unbalanced }
                atoms.append(try scripted())
            }
        }
        guard take(.character("]")) else { throw .unbalanced }
        return Atom(markup: Markup.row(atoms))
    }

    /// The length behind `\\`: `[2mm]`.
    mutating func skipOptionalLength() {
        let start = position
        skipSpaces()
        guard take(.character("[")), let end = tokens[position...].firstIndex(of: .character("]")) else {
            position = start
            return
        }
        position = end + 1
    }
}
