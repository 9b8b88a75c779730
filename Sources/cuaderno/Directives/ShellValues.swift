/// The places of a shell line where a value of the session is to stand: `!cat {path}`, as IPython writes them.
///
/// Braces mean something to the shell as well. So a pair of them counts only where a variable's name follows the opening one
/// and no `$` stands before it; all others are the shell's.
enum ShellValues {
    /// The ranges of the braces with what is in them.
    ///
    /// - Parameter isVariable: whether the session has a variable of this name.
    static func places(in line: String, isVariable: (String) -> Bool) -> [Range<String.Index>] {
        var places: [Range<String.Index>] = []
        var start = line.startIndex
        while let open = line[start...].firstIndex(of: "{") {
            start = line.index(after: open)
            let isShells = open > line.startIndex && line[line.index(before: open)] == "$"
            let name = String(line[start...].prefix { $0.isLetter || $0.isNumber || $0 == "_" })
            guard !isShells, isVariable(name), let close = end(of: line[start...]) else { continue }
            places.append(open..<line.index(after: close))
            start = line.index(after: close)
        }
        return places
    }

    /// The brace that closes what was opened before the text.
    private static func end(of text: Substring) -> String.Index? {
        var depth = 1
        for index in text.indices {
            if text[index] == "{" { depth += 1 }
            if text[index] == "}" { depth -= 1 }
            if depth == 0 { return index }
        }
        return nil
    }
}
