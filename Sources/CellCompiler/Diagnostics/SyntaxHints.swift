/// Hints about lines that the parser does not understand: Python's and JavaScript's grammar, commands without their sign.
enum SyntaxHints {
    /// Commands that are tried without the `%`.
    private static let commands: Set<String> = [
        "data", "network", "train", "evaluate", "predict", "plot", "summary", "save", "load", "export", "generate",
        "som",
        "kmeans", "pca", "who",
    ]
    private static let blocks: Set<String> = ["if", "for", "while", "else", "class", "struct", "switch", "with"]

    static func hint(_ diagnostic: Diagnostic) -> String? {
        let line = diagnostic.sourceLine ?? ""
        let text = line.drop { $0 == " " || $0 == "\t" }
        let first = String(text.prefix { $0.isLetter || $0 == "_" })
        let rest = text.dropFirst(first.count)
        let at = line.dropFirst(max(0, diagnostic.column - 1)).drop { $0 == " " }
        if commands.contains(first), rest.first == " ", !rest.drop(while: { $0 == " " }).hasPrefix("=") {
            return "a command begins with a percent sign: `%\(first) …`"
        }
        if text.hasPrefix("% "), text.dropFirst(2).first?.isLetter == true {
            return "a command has no blank behind the percent sign: `%\(text.dropFirst(2))`"
        }
        return hint(ofPlace: at, behind: first, diagnostic.message)
            ?? PythonHints.hint(ofSyntaxIn: line)
            ?? hint(ofLine: text, first, diagnostic)
    }

    /// By what stands where the parser lost its way.
    private static func hint(ofPlace place: Substring, behind first: String, _ message: String) -> String? {
        if place.hasPrefix("elif") { return PythonHints.words["elif"] }
        if place.hasPrefix("else") {
            return message.hasPrefix("consecutive")
                ? "a closing brace is missing before `else`"
                : "`else` stands behind the brace that closes its `if`: `} else {`"
        }
        if message.hasPrefix("expected 'in' after for-each") {
            return "two names stand in parentheses: `for (index, value) in values.enumerated()`"
        }
        if message.hasPrefix("expected ','"), place.allSatisfy(\.isWhitespace) {
            return "a closing parenthesis or bracket is missing"
        }
        guard message.hasPrefix("consecutive") else { return nil }
        if place.hasPrefix("in ") { return "whether a value is there says `values.contains(value)`" }
        if place.hasPrefix("@ ") { return "the product of matrices is `a.matmul(b)`" }
        if place.hasPrefix("is ") { return "write `==`; whether an optional is empty says `value == nil`" }
        return nil
    }

    private static func hint(ofLine text: Substring, _ first: String, _ diagnostic: Diagnostic) -> String? {
        let message = diagnostic.message
        if message.hasPrefix("expected '{'"), blocks.contains(first) {
            return "a block stands in braces: `\(first) … { … }`"
        }
        if message.hasPrefix("expected ','") {
            if text.contains(/\[[^\]]*\sfor\s.*\sin\s/) { return "write `values.map { x in x * 2 }`" }
            if text.contains(/\w\[[\w\s]*:[\w\s]*\]/) { return "a part of an array is `values[1..<3]`" }
        }
        guard message.hasPrefix("consecutive") else { return nil }
        if text.contains(/=\s*\{\s*["\d]/) { return PythonHints.words["dict"] }
        if text.contains(/^\w+\s*,\s*\w+\s*=/) { return "several at once stand in parentheses: `(a, b) = (b, a)`" }
        if text.reversed().first(where: { $0 != " " }) == ",", first.first?.isUppercase == true {
            return "layers, marks and other lines of a block stand without a comma at their end"
        }
        return nil
    }
}
