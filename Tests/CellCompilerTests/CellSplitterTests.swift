import CellCompiler
import Testing

@Suite("A cell is cut into Swift and commands")
struct CellSplitterTests {
    @Test(
        arguments: [
            ("", []),
            ("\n  \n", []),
            ("// only a comment\n/* and another */", []),
            // A comment that is never closed is a mistake, which the compiler tells.
            ("/* open\nprint(1)", [.swift(text: "/* open\nprint(1)", firstLine: 1)]),
            ("let a = 1", [.swift(text: "let a = 1", firstLine: 1)]),
            ("%who", [.command(line: "%who", number: 1)]),
            ("  %who  ", [.command(line: "%who", number: 1)]),
            ("%%time\nlet a = 1", [.command(line: "%%time", number: 1), .swift(text: "let a = 1", firstLine: 2)]),
            (
                "let a = 1\n%who\n\nprint(a)",
                [
                    .swift(text: "let a = 1", firstLine: 1), .command(line: "%who", number: 2),
                    .swift(text: "print(a)", firstLine: 4),
                ]
            ),
            // Inside a string the line is text.
            (
                "let s = \"\"\"\n%who\n\"\"\"\nprint(s)",
                [.swift(text: "let s = \"\"\"\n%who\n\"\"\"\nprint(s)", firstLine: 1)]
            ),
            ("/*\n%who\n*/\nlet a = 1", [.swift(text: "/*\n%who\n*/\nlet a = 1", firstLine: 1)]),
            // A remainder that goes on in the next line is Swift: there is a blank behind the sign.
            ("let a = 7\n  % 4", [.swift(text: "let a = 7\n  % 4", firstLine: 1)]),
            // What opens in a command does not swallow what follows.
            (
                "let q = \"x\"\n%data \"moons\n%load /*\nprint(q)",
                [
                    .swift(text: "let q = \"x\"", firstLine: 1), .command(line: "%data \"moons", number: 2),
                    .command(line: "%load /*", number: 3), .swift(text: "print(q)", firstLine: 4),
                ]
            ),
            // A backslash takes the next line along.
            (
                "%network n dense(2) \\\n    dense(1)\nlet a = 1",
                [
                    .command(line: "%network n dense(2) dense(1)", number: 1), .swift(text: "let a = 1", firstLine: 3),
                ]
            ),
            ("%a\\ \r\n%b \\\n\n%c", [.command(line: "%a %b", number: 1), .command(line: "%c", number: 4)]),
            ("%who \\", [.command(line: "%who \\", number: 1)]),
            ("!ls \\\n!pwd\n!pwd", [.command(line: "!ls !pwd", number: 1), .command(line: "!pwd", number: 3)]),
            ("a = \\.x\n%who", [.swift(text: "a = \\.x", firstLine: 1), .command(line: "%who", number: 2)]),
            // Three line ends: the last carriage return has a feed of its own.
            ("%who\n\r\r\nx", [.command(line: "%who", number: 1), .swift(text: "x", firstLine: 4)]),
            // Lines for the shell, which could be Swift as well.
            ("!ls -l", [.command(line: "!ls -l", number: 1)]),
            ("! ls", [.command(line: "! ls", number: 1)]),
            (
                "let a = 1\n!ls\n  !./run \"\nprint(a)",
                [
                    .swift(text: "let a = 1", firstLine: 1), .command(line: "!ls", number: 2),
                    .command(line: "!./run \"", number: 3), .swift(text: "print(a)", firstLine: 4),
                ]
            ),
            ("!(a && b)", [.swift(text: "!(a && b)", firstLine: 1)]),
            ("let a = true\n!a", [.swift(text: "let a = true\n!a", firstLine: 1)]),
            ("!known", [.swift(text: "!known", firstLine: 1)]),
            ("let a = b &&\n!c", [.swift(text: "let a = b &&\n!c", firstLine: 1)]),
            ("if true {\n!ls\n}", [.swift(text: "if true {\n!ls\n}", firstLine: 1)]),
            ("f(1,\n!ls)", [.swift(text: "f(1,\n!ls)", firstLine: 1)]),
            ("/*\n!ls\n*/\na", [.swift(text: "/*\n!ls\n*/\na", firstLine: 1)]),
            ("let s = \"\"\"\n!ls\n\"\"\"", [.swift(text: "let s = \"\"\"\n!ls\n\"\"\"", firstLine: 1)]),
            ("/* done */\n!ls", [.command(line: "!ls", number: 2)]),
            ("%who\r\nlet a = 1\r\n", [.command(line: "%who", number: 1), .swift(text: "let a = 1\n", firstLine: 2)]),
        ] as [(String, [CellSegment])])
    func segments(source: String, expected: [CellSegment]) {
        #expect(CellSplitter.segments(of: source) { $0 == "known" } == expected)
    }

    @Test("Random text never stops the splitter")
    func fuzz() {
        var generator = SplitMix(state: 20_261_123)
        let alphabet = Array("%!\"'`/*\n\r\t {}()[]\\#abπ🙂1=+;\u{0}")
        for _ in 0..<5_000 {
            let text = String(
                (0..<Int.random(in: 0..<60, using: &generator)).map { _ in
                    alphabet.randomElement(using: &generator) ?? " "
                })
            let lines = CellSplitter.segments(of: text).count
            #expect(lines <= text.count + 1)
        }
    }
}

/// Steele, Lea and Flood 2014: small, and the same numbers for the same seed.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
