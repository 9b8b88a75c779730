/// Elements of MathML.
enum Markup {
    /// Text between tags or in an attribute.
    static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "\"": result += "&quot;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    static func element(_ name: String, _ content: String, _ attributes: String = "") -> String {
        "<\(name)\(attributes.isEmpty ? "" : " " + attributes)>\(content)</\(name)>"
    }

    static func identifier(_ text: String) -> String { element("mi", escaped(text)) }

    static func upright(_ text: String) -> String {
        // MathML slants a name of a single letter unless told otherwise.
        element("mi", escaped(text), text.count == 1 ? "mathvariant=\"normal\"" : "")
    }

    static func number(_ text: String) -> String { element("mn", escaped(text)) }

    static func sign(_ text: String, _ attributes: String = "") -> String {
        element("mo", escaped(text), attributes)
    }

    /// Text with its blanks, which MathML would drop at both ends.
    static func text(_ text: String, _ attributes: String = "") -> String {
        element("mtext", escaped(text.replacing(" ", with: "\u{A0}")), attributes)
    }

    static func space(_ width: String) -> String { "<mspace width=\"\(width)\"></mspace>" }

    /// The atoms side by side as one element.
    static func row(_ atoms: [Atom]) -> String {
        if atoms.count == 1, let only = atoms.first { return only.markup }
        return element("mrow", inside(atoms))
    }

    /// The atoms side by side, with the space around names of functions.
    static func inside(_ atoms: [Atom]) -> String {
        var result = ""
        for (index, atom) in atoms.enumerated() {
            let previous = index > 0 ? atoms[index - 1].kind : .operator
            if atom.kind == .function, previous == .ordinary { result += space("0.1667em") }
            // MathML would take a sign within a row for one between two things, with space on both sides.
            let isPrefix = atom.kind == .sign && previous != .ordinary
            result +=
                isPrefix ? atom.markup.replacing("<mo", with: "<mo form=\"prefix\"", maxReplacements: 1) : atom.markup
            let next = index + 1 < atoms.count ? atoms[index + 1].kind : .operator
            if atom.kind == .function, next == .ordinary || next == .function { result += space("0.1667em") }
        }
        return result
    }

    /// A part that the reader gets as its source.
    static func source(_ text: String) -> String {
        element("mtext", escaped(text), "class=\"tex-source\"")
    }
}
