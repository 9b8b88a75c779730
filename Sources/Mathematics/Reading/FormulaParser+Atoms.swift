extension FormulaParser {
    /// One thing: a letter, a number, a sign, a group, or a command with its arguments.
    mutating func atom() throws(FormulaError) -> Atom {
        guard let token = try peek() else { throw .missingArgument }
        switch token {
        case .open: return Atom(markup: Markup.row(try group()))
        case .character(let character):
            position += 1
            return self.character(character)
        case .command(let name):
            position += 1
            return try command(name)
        case .argument:
            position += 1
            return Atom(markup: Markup.source(token.source))
        case .space:
            position += 1
            return try atom()
        case .superscript, .subscript: return try scripted()
        case .close, .cell: throw .unbalanced
        }
    }

    private mutating func character(_ character: Character) -> Atom {
        if character.isNumber, character.isASCII { return number(startingWith: character) }
        if character.isLetter { return letter(character) }
        return Self.sign(character)
    }

    /// Digits, and a point with digits behind it.
    private mutating func number(startingWith first: Character) -> Atom {
        var text = String(first)
        while position < tokens.count, case .character(let next) = tokens[position] {
            if next.isASCII, next.isNumber {
                text.append(next)
            } else if next == ".", position + 1 < tokens.count, case .character(let digit) = tokens[position + 1],
                digit.isASCII, digit.isNumber, !text.contains(".")
            {
                text.append(next)
            } else {
                break
            }
            position += 1
        }
        if let alphabet { text = String(text.map(alphabet.letter)) }
        return Atom(markup: Markup.number(text))
    }

    private mutating func letter(_ first: Character) -> Atom {
        guard let alphabet else { return Atom(markup: Markup.identifier(String(first))) }
        var text = String(first)
        // A word in such an alphabet is one name.
        if [.upright, .sansSerif, .typewriter, .bold].contains(alphabet) {
            while position < tokens.count, case .character(let next) = tokens[position], next.isLetter || next.isNumber
            {
                text.append(next)
                position += 1
            }
        }
        return Self.identifier(text, alphabet)
    }

    static func identifier(_ text: String, _ alphabet: Alphabet?) -> Atom {
        guard let alphabet, alphabet != .upright else {
            return Atom(markup: alphabet == nil ? Markup.identifier(text) : Markup.upright(text))
        }
        // A letter that the alphabet has not is slanted by MathML, as `x` in \mathit.
        return Atom(markup: Markup.identifier(String(text.map(alphabet.letter))))
    }

    private static func sign(_ character: Character) -> Atom {
        switch character {
        case "-", "−": Atom(markup: Markup.sign("−"), kind: .sign)
        case "+", "±": Atom(markup: Markup.sign(String(character)), kind: .sign)
        case "*": Atom(markup: Markup.sign("∗"), kind: .operator)
        case "(", "[": Atom(markup: Markup.sign(String(character), "stretchy=\"false\""), kind: .opening)
        case ")", "]": Atom(markup: Markup.sign(String(character), "stretchy=\"false\""))
        case "|": Atom(markup: Markup.sign("|", "stretchy=\"false\" lspace=\"0\" rspace=\"0\""))
        case "/": Atom(markup: Markup.sign("/", "stretchy=\"false\" lspace=\"0\" rspace=\"0\""), kind: .operator)
        case ".": Atom(markup: Markup.sign(".", "lspace=\"0\" rspace=\"0\""), kind: .operator)
        case "…", "∞", "°", "½", "²", "³": Atom(markup: Markup.upright(String(character)))
        default: Atom(markup: Markup.sign(String(character)), kind: .operator)
        }
    }
}
