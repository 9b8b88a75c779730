/// The smallest part of a formula's source.
enum Token: Equatable {
    /// `\name` without its backslash; of a sign such as `\,` the sign.
    case command(String)
    /// Any character that has no other role.
    case character(Character)
    /// `{`
    case open
    /// `}`
    case close
    /// `^`
    case superscript
    /// `_`
    case `subscript`
    /// `&`
    case cell
    /// `#1` in the body of a macro.
    case argument(Int)
    case space

    /// The token as it was written, for what has to be shown as source.
    var source: String {
        switch self {
        case .command(let name): "\\\(name)"
        case .character(let character): String(character)
        case .open: "{"
        case .close: "}"
        case .superscript: "^"
        case .subscript: "_"
        case .cell: "&"
        case .argument(let number): "#\(number)"
        case .space: " "
        }
    }
}

extension [Token] {
    /// The tokens of a formula. Comments are left out, and blanks count once.
    init(reading source: String) {
        self = []
        var rest = Substring(source)
        while let character = rest.popFirst() {
            switch character {
            case "\\":
                let name = rest.prefix { $0.isASCII && $0.isLetter }
                if name.isEmpty {
                    append(.command(rest.popFirst().map(String.init) ?? ""))
                } else {
                    rest = rest[name.endIndex...]
                    append(.command(String(name)))
                }
            case "{": append(.open)
            case "}": append(.close)
            case "^": append(.superscript)
            case "_": append(.subscript)
            case "&": append(.cell)
            case "%": rest = rest.drop { !$0.isNewline }
            case "~": append(.command(" "))
            case "#":
                if let number = rest.first?.wholeNumberValue {
                    rest.removeFirst()
                    append(.argument(number))
                } else {
                    append(.character("#"))
                }
            case _ where character.isWhitespace:
                if last != .space { append(.space) }
            default: append(.character(character))
            }
        }
    }
}
