/// Reads the compiler's text (style `llvm`) and puts it in the student's terms.
struct DiagnosticParser {
    /// The name of the cell's file.
    let label: String
    /// Knows the student's lines and columns.
    let source: GeneratedSource

    /// - Returns: The diagnostics in the compiler's order, each with its notes, none twice.
    func parse(_ text: String) -> [Diagnostic] {
        var found: [Diagnostic] = []
        // A note belongs to what stands before it, and goes with it.
        var isHidden = false
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        while let line = lines.popFirst() {
            guard var diagnostic = header(line) else { continue }
            // Below the header stand the source line, the caret with underlines, and perhaps a proposal.
            var block: [Substring] = []
            while let next = lines.first, header(next) == nil {
                block.append(next)
                lines.removeFirst()
            }
            moveInside(&diagnostic)
            decorate(&diagnostic, block: block)
            if diagnostic.severity != .note { isHidden = isOurs(diagnostic) }
            guard !isHidden, !isOurs(diagnostic) else { continue }
            if diagnostic.severity == .note, !found.isEmpty {
                if !found[found.count - 1].notes.contains(where: { $0.isSame(as: diagnostic) }) {
                    found[found.count - 1].notes.append(diagnostic)
                }
            } else if !found.contains(where: { $0.isSame(as: diagnostic) }) {
                found.append(diagnostic)
            }
        }
        return found
    }

    /// `In[7]:3:5: error: message`
    private func header(_ line: Substring) -> Diagnostic? {
        for severity in [Diagnostic.Severity.error, .warning, .note, .remark] {
            guard let mark = line.firstRange(of: ": \(severity.rawValue): ") else { continue }
            let place = line[..<mark.lowerBound].split(separator: ":", omittingEmptySubsequences: false)
            guard place.count >= 3, let row = Int(place[place.count - 2]), let column = Int(place[place.count - 1])
            else {
                // "<unknown>:0: error: …" and "error: …" have no place in the cell.
                return Diagnostic(
                    file: "", line: 0, column: 0, severity: severity, message: String(line[mark.upperBound...]))
            }
            let file = place.dropLast(2).joined(separator: ":")
            return Diagnostic(
                file: file, line: row, column: column, severity: severity, message: message(line[mark.upperBound...]))
        }
        return nil
    }

    /// Without the group's name that newer compilers add: `[#no-usage]`.
    private func message(_ text: Substring) -> String {
        guard text.hasSuffix("]"), let start = text.ranges(of: " [#").last else { return String(text) }
        return String(text[..<start.lowerBound])
    }

    /// A brace that is missing is missed at the file's end, behind the cell: it is shown at the end of the cell's last line.
    private func moveInside(_ diagnostic: inout Diagnostic) {
        let isAtEnd = diagnostic.file.hasSuffix("main.swift") && diagnostic.line >= source.lineCount
        guard isAtEnd || (isInCell(diagnostic) && source.line(diagnostic.line) == nil), let last = source.lastLine
        else {
            return
        }
        diagnostic.file = label
        diagnostic.line = last.number
        diagnostic.column = source.generatedColumn(line: last.number, column: last.text.utf8.count + 1)
    }

    private func isInCell(_ diagnostic: Diagnostic) -> Bool {
        diagnostic.file == label || diagnostic.file.hasSuffix("/\(label)")
    }

    private func decorate(_ diagnostic: inout Diagnostic, block: [Substring]) {
        guard isInCell(diagnostic), let original = source.line(diagnostic.line) else { return }
        diagnostic.file = label
        diagnostic.sourceLine = original
        let row = diagnostic.line
        func scalarColumn(_ byteColumn: Int) -> Int {
            let bytes = source.originalColumn(line: row, column: byteColumn) - 1
            return String(decoding: original.utf8.prefix(bytes), as: UTF8.self).unicodeScalars.count
        }
        diagnostic.column = scalarColumn(diagnostic.column) + 1
        guard block.count >= 2 else { return }
        let generated = block[0]
        // The marks below the source line count characters; the compiler's columns count bytes.
        func byteColumn(_ offset: Int) -> Int { generated.prefix(offset).utf8.count + 1 }
        for run in runs(of: "~^", in: block[1]) {
            let range = scalarColumn(byteColumn(run.lowerBound))..<scalarColumn(byteColumn(run.upperBound))
            if !range.isEmpty { diagnostic.underlines.append(range) }
        }
        guard block.count >= 3, let start = block[2].firstIndex(where: { $0 != " " }) else { return }
        let offset = block[2].distance(from: block[2].startIndex, to: start)
        diagnostic.fixIt =
            String(repeating: " ", count: scalarColumn(byteColumn(offset)))
            + block[2][start...].replacing("<#", with: "").replacing("#>", with: "")
    }

    private func runs(of marks: String, in line: Substring) -> [Range<Int>] {
        var found: [Range<Int>] = []
        for (offset, character) in line.enumerated() where marks.contains(character) {
            if let last = found.last, last.upperBound == offset {
                found[found.count - 1] = last.lowerBound..<(offset + 1)
            } else {
                found.append(offset..<(offset + 1))
            }
        }
        return found
    }

    /// What the compiler says of words that the student did not write.
    private func isOurs(_ diagnostic: Diagnostic) -> Bool {
        guard diagnostic.severity != .error else { return false }
        // A candidate among the overloads that nobody calls.
        if diagnostic.message.contains("UnboundedRange_") { return true }
        let hidden = [
            "'nonisolated(unsafe)' is unnecessary", "'nonisolated(unsafe)' has no effect", "@retroactive",
            "introduce a conformance of imported type", "previously imported", "was never used", "is unused",
            "variable was never mutated", "will never be executed", "extension declares a conformance of imported type",
            "was not used in public declarations", "__cuaderno",
        ]
        // "Never used" and "never mutated": a later cell may well do so.
        return hidden.contains { diagnostic.message.contains($0) }
    }
}

extension Diagnostic {
    fileprivate func isSame(as other: Diagnostic) -> Bool {
        // What stands in a library's interface has no place that a student could look at.
        let isElsewhere = sourceLine == nil && other.sourceLine == nil
        return message == other.message
            && (isElsewhere || (file == other.file && line == other.line && column == other.column))
    }
}
