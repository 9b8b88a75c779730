import CodeCompletion
import Testing

/// Where a cursor stands, marked with `|`.
struct CellCursorTests {
    @Test(
        "The place of the cursor",
        arguments: [
            ("pri|", .swift(start: 0)),
            ("let a = 1\na.de|", .swift(start: 12)),
            ("|", .swift(start: 0)),
            ("", .swift(start: 0)),
            ("%tr|", .command(line: 0)),
            ("%|", .command(line: 0)),
            ("  % |", .command(line: 0)),
            ("let a = 1\n  %who |\n", .command(line: 10)),
            ("a\n%who \\\n  x|\nb", .command(line: 2)),
            ("%who \\\nx\nab|", .swift(start: 9)),
            // No command stands inside a string.
            ("let a = \"\"\"\n%who |\n\"\"\"", .nothing),
            ("let a = 7\n  % 2|", .number),
            ("open(\"da|", .string(start: 6)),
            ("open(\"|", .string(start: 6)),
            ("open(\"|\")", .string(start: 6)),
            ("open(\"da\"|)", .nothing),
            ("\"a \\(na|me)\"", .swift(start: 5)),
            ("// pri|", .nothing),
            ("/* pri| */", .nothing),
            ("/* a */ pri|", .swift(start: 8)),
            ("1 // a\npri|", .swift(start: 7)),
            ("12|", .number),
            ("x1|", .swift(start: 0)),
            ("let ñu = 1\nñ|", .swift(start: 12)),
            ("print(\"😀\"); ab|", .swift(start: 15)),
            ("a\r\nb\r\nc.d|", .swift(start: 8)),
        ] as [(String, CellCursor.Place)])
    func place(_ marked: String, _ expected: CellCursor.Place) {
        let parts = marked.split(separator: "|", omittingEmptySubsequences: false)
        let cursor = CellCursor(parts.joined(), offset: parts[0].utf8.count)
        #expect(cursor.place == expected)
    }

    @Test("Commands are blanked, and every byte keeps its place")
    func commandsAreBlanked() {
        let cursor = CellCursor("let a = 1\n%who ñ\r\nlet b = 2", offset: 0)
        #expect(cursor.swift == "let a = 1\n" + String(repeating: " ", count: 8) + "\nlet b = 2")
    }

    @Test("A command that goes on behind a backslash is read as one line")
    func continuedCommand() {
        let cursor = CellCursor("%network n \\\r\n  dense(3, re", offset: 27)
        #expect(cursor.place == .command(line: 0))
        #expect(cursor.swift == String(repeating: " ", count: 13) + "\n" + String(repeating: " ", count: 13))
    }
}
