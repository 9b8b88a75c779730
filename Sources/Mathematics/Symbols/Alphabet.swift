/// The alphabets of formulas, which Unicode has as letters of their own.
enum Alphabet {
    case bold, boldItalic, italic, upright, script, fraktur, doubleStruck, sansSerif, typewriter

    /// The alphabet of a command such as `\mathbf`.
    init?(command: String) {
        switch command {
        case "mathbf", "textbf", "bf", "bold": self = .bold
        case "boldsymbol", "bm", "mathbfit", "pmb": self = .boldItalic
        case "mathit", "textit", "it", "emph": self = .italic
        case "mathrm", "textrm", "rm", "textup", "mathup": self = .upright
        case "mathcal", "mathscr", "cal": self = .script
        case "mathfrak", "frak": self = .fraktur
        case "mathbb", "Bbb", "mathds": self = .doubleStruck
        case "mathsf", "textsf", "sf": self = .sansSerif
        case "mathtt", "texttt", "tt": self = .typewriter
        default: return nil
        }
    }

    /// The letter in this alphabet; the same where the alphabet has none.
    func letter(_ character: Character) -> Character {
        guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1 else { return character }
        if let exception = exceptions[character] { return exception }
        let value = scalar.value
        let code: UInt32? =
            switch scalar {
            case "A"..."Z": capitals.map { $0 + value - 0x41 }
            case "a"..."z": capitals.map { $0 + 26 + value - 0x61 }
            case "0"..."9": digits.map { $0 + value - 0x30 }
            case "Α"..."Ω": greek.map { $0 + value - 0x391 }
            case "α"..."ω": greek.map { $0 + 26 + value - 0x3B1 }
            case "∇": greek.map { $0 + 25 }
            case "∂": greek.map { $0 + 51 }
            case "ϵ": greek.map { $0 + 52 }
            case "ϑ": greek.map { $0 + 53 }
            case "ϕ": greek.map { $0 + 55 }
            default: nil
            }
        return code.flatMap(Unicode.Scalar.init).map(Character.init) ?? character
    }

    /// Where the capitals of the alphabet begin; the small letters follow.
    private var capitals: UInt32? {
        switch self {
        case .bold: 0x1D400
        case .italic: 0x1D434
        case .boldItalic: 0x1D468
        case .script: 0x1D49C
        case .fraktur: 0x1D504
        case .doubleStruck: 0x1D538
        case .sansSerif: 0x1D5A0
        case .typewriter: 0x1D670
        case .upright: nil
        }
    }

    private var digits: UInt32? {
        switch self {
        case .bold, .boldItalic: 0x1D7CE
        case .doubleStruck: 0x1D7D8
        case .sansSerif: 0x1D7E2
        case .typewriter: 0x1D7F6
        case .italic, .upright, .script, .fraktur: nil
        }
    }

    private var greek: UInt32? {
        switch self {
        case .bold: 0x1D6A8
        case .italic: 0x1D6E2
        case .boldItalic: 0x1D71C
        default: nil
        }
    }

    /// Letters that Unicode had before it got the alphabets.
    private var exceptions: [Character: Character] {
        switch self {
        case .italic: ["h": "ℎ"]
        case .script:
            [
                "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ", "g": "ℊ",
                "o": "ℴ",
            ]
        case .fraktur: ["C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"]
        case .doubleStruck: ["C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"]
        default: [:]
        }
    }
}
