/// Names that a command may give: they are Swift variables in the next cell.
enum SwiftIdentifier {
    private static let keywords: Set<String> = [
        "as", "associatedtype", "break", "case", "catch", "class", "continue", "default", "defer", "deinit", "do",
        "else",
        "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard", "if", "import", "in",
        "init",
        "inout", "internal", "is", "let", "nil", "operator", "precedencegroup", "private", "protocol", "public",
        "repeat",
        "rethrows", "return", "self", "Self", "static", "struct", "subscript", "super", "switch", "throw", "throws",
        "true",
        "try", "typealias", "var", "where", "while", "Any", "_",
    ]

    /// - Throws: ``LabError`` for what Swift does not take as a variable's name, with one that it does.
    static func check(_ name: String, of what: String) throws {
        guard !keywords.contains(name) else {
            throw LabError(
                "a \(what) cannot be called \"\(name)\", which is a word of the Swift language; try \"my_\(name)\".")
        }
        guard made(from: name) == name else {
            throw LabError(
                "a \(what) cannot be called \"\(name)\": a name is made of letters, digits and _, and does not begin with a "
                    + "digit; try \"\(made(from: name))\".")
        }
    }

    /// A name made from a text, such as a file's name.
    static func made(from text: String) -> String {
        var name = String(text.map { $0.isLetter || $0.isNumber || $0 == "_" ? $0 : "_" })
        if name.first?.isNumber ?? true { name = "data" + (name.isEmpty ? "" : "_") + name }
        return keywords.contains(name) ? "my_" + name : name
    }
}
