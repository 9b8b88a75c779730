/// Text as a terminal shows it, once carriage returns and backspaces have done their work.
///
/// Progress bars write one line again and again; a notebook keeps the last of them, as JupyterLab and nbclient do.
enum OverwrittenText {
    /// Appends a piece. What stands before the last line of `text` is not looked at again.
    static func append(_ piece: String, to text: inout String) {
        let back = UInt8(ascii: "\r")
        let step = UInt8(8)
        // A return at the end of the text waits for what comes: it may be a line's end.
        let isPending = text.utf8.last == back
        guard isPending || piece.utf8.contains(where: { $0 == back || $0 == step }) else {
            text += piece
            return
        }
        let end = text.unicodeScalars.lastIndex(of: "\n")
        let start = end.map { text.unicodeScalars.index(after: $0) } ?? text.startIndex
        let line = String(text.unicodeScalars[start...])
        text.unicodeScalars.removeSubrange(start...)
        text += resolved(line + piece)
    }

    /// Each line as it ends up.
    private static func resolved(_ text: String) -> String {
        var lines: [String] = []
        for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
            lines.append(resolvedLine(Array(line)))
        }
        // The last line is not over: its return waits.
        if text.unicodeScalars.last == "\r", var last = lines.popLast() {
            last.unicodeScalars.append("\r")
            lines.append(last)
        }
        return lines.joined(separator: "\n")
    }

    private static func resolvedLine(_ line: [Unicode.Scalar]) -> String {
        var shown: [Unicode.Scalar] = []
        var column = 0
        // What is written behind a return replaces what stood there, sign by sign.
        for scalar in line {
            switch scalar {
            case "\r": column = 0
            case "\u{8}": column = max(0, column - 1)
            default:
                if column < shown.count { shown[column] = scalar } else { shown.append(scalar) }
                column += 1
            }
        }
        var result = ""
        result.unicodeScalars.append(contentsOf: shown)
        return result
    }
}
