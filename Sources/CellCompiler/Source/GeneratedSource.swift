/// What the compiler gets to see of a segment, and the way back from its columns to the student's.
public struct GeneratedSource: Sendable {
    /// The whole text.
    public let text: String
    /// The whole text but for the label: sources that are equal in this are compiled to the same.
    let textWithoutLabel: String
    /// The segment as the student wrote it.
    let original: String
    /// The cell line of the segment's first line.
    let firstLine: Int
    /// For each generated line of the segment, the byte columns (from 1) of the insertions and their lengths.
    private let insertions: [Int: [(column: Int, length: Int)]]

    /// - Parameters:
    ///   - label: The file name that diagnostics and debug information show, `In[7]`.
    ///   - prologue: Lines that go before the segment.
    ///   - segment: The student's text.
    ///   - firstLine: The line of the cell on which the segment begins.
    ///   - insertions: What is added inside the segment; each lies within one line.
    init(label: String, prologue: [String], segment: String, firstLine: Int, insertions: [SourceInsertion]) {
        var bytes: [UInt8] = []
        let source = Array(segment.utf8)
        var positions: [Int: [(column: Int, length: Int)]] = [:]
        var line = firstLine
        var column = 1
        var next = 0
        let sorted = insertions.enumerated().sorted { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }
            .map(\.element)
        for offset in 0...source.count {
            while next < sorted.count, sorted[next].offset == offset {
                let text = Array(sorted[next].text.utf8)
                bytes.append(contentsOf: text)
                positions[line, default: []].append((column, text.count))
                column += text.count
                next += 1
            }
            guard offset < source.count else { break }
            bytes.append(source[offset])
            column += 1
            if source[offset] == UInt8(ascii: "\n") {
                line += 1
                column = 1
            }
        }
        self.insertions = positions
        original = segment
        self.firstLine = firstLine
        let head = prologue.joined(separator: "\n")
        let body = String(decoding: bytes, as: UTF8.self)
        func text(label: String) -> String {
            "\(head)\n#sourceLocation(file: \"\(label)\", line: \(firstLine))\n\(body)\n"
        }
        self.text = text(label: label)
        textWithoutLabel = text(label: "")
    }

    /// The student's column for a column of the generated text; both count bytes from 1.
    public func originalColumn(line: Int, column: Int) -> Int {
        var shift = 0
        for insertion in insertions[line] ?? [] where insertion.column < column {
            // A place inside the insertion is shown where the insertion stands.
            shift += min(insertion.length, column - insertion.column)
        }
        return column - shift
    }

    /// The other way round: where the student's column stands in the generated text, behind what was inserted there.
    func generatedColumn(line: Int, column: Int) -> Int {
        column + (insertions[line] ?? []).reduce(0) { $0 + $1.length }
    }

    /// The lines of the whole text.
    var lineCount: Int { text.utf8.count { $0 == UInt8(ascii: "\n") } }

    /// The segment's last line that holds anything, with its number in the cell.
    var lastLine: (number: Int, text: String)? {
        let lines = original.split(separator: "\n", omittingEmptySubsequences: false)
        guard let index = lines.lastIndex(where: { line in line.contains { !$0.isWhitespace } }) else { return nil }
        return (firstLine + index, String(lines[index]))
    }

    /// The student's text of a line of the cell.
    public func line(_ number: Int) -> String? {
        let lines = original.split(separator: "\n", omittingEmptySubsequences: false)
        let index = number - firstLine
        return lines.indices.contains(index) ? String(lines[index]) : nil
    }
}
