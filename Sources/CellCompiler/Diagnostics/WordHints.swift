/// Hints about words and signs that stand where Swift has others.
enum WordHints {
    /// What the compiler does not take at the top level of a cell.
    static func hint(_ diagnostic: Diagnostic) -> String? {
        switch diagnostic.message {
        case "property wrappers are not yet supported in top-level code":
            "a property wrapper works on a type's properties and inside functions: put the variable into a `struct` or a `func`"
        case "'lazy' cannot be used on an already-lazy global":
            "a cell's variables get their values when the cell runs; `lazy` is for the properties of a type"
        case "return invalid outside of a func":
            "`return` belongs in a function; the value of a cell's last line is shown without it, and `throw` ends a cell early"
        default: nil
        }
    }

    /// For a line that the parser does not understand.
    static func hint(ofSyntaxIn line: String) -> String? {
        let code = line.prefix { $0 != "\"" }
        let words = code.split { !($0.isLetter || $0.isNumber || $0 == "_") }
        guard let first = words.first else { return nil }
        let small = first.lowercased()
        if first != small, keywords.contains(small) { return "Swift's own words have small letters: `\(small)`" }
        if types.contains(String(first)), words.count > 1, code.contains("=") {
            return "a variable is declared by `var \(words[1]) = …`, a constant by `let \(words[1]) = …`"
        }
        if ["function", "fn", "fun", "void", "sub"].contains(first) {
            return "a function is written `func name(x: Double) -> Double { … }`"
        }
        return nil
    }

    private static let keywords: Set<String> = [
        "class", "else", "enum", "extension", "for", "func", "guard", "if", "import", "let", "protocol", "repeat",
        "return",
        "struct", "switch", "try", "var", "while",
    ]
    /// Where other languages put a type.
    private static let types: Set<String> = [
        "Bool", "Double", "Float", "Int", "String", "auto", "bool", "boolean", "char", "const", "double", "final",
        "float",
        "int", "long", "string", "val",
    ]
}
