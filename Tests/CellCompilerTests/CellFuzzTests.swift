import CellCompiler
import Foundation
import Testing

@Suite("Any text at all as a cell")
struct CellFuzzTests {
    /// `CUADERNO_FUZZ_ROUNDS=1000000` for a long run, `CUADERNO_FUZZ_SEED` for another one.
    private static let count = number("CUADERNO_FUZZ_ROUNDS") ?? 4_000
    private static let seed = UInt64(number("CUADERNO_FUZZ_SEED") ?? 20_261_130)

    private static func number(_ variable: String) -> Int? {
        ProcessInfo.processInfo.environment[variable].flatMap { Int($0) }
    }

    /// What is put together, whole or in pieces: every construct that a rewriter looks at.
    private static let fragments = [
        "let x = x + 1", "var (a, b) = (1, [2]), c: Int { 3 }", "let (p, (q, _)) = (1, (2, 3))", "lazy var l = { x }()",
        "guard let y = Optional(x), y > 0 else { fatalError() }", "guard case .some(let z) = w, let x else { exit(0) }",
        "if let v = n { v } else { 0 }", "switch x { case 1: \"a\"; default: \"b\" }",
        "for i in 0..<9 where i > 2 { print(i) }",
        "while true { break }", "repeat { x += 1 } while x < 3", "defer { print(1) }",
        "do { try f() } catch { print(error) }",
        "func f<T: Equatable>(_ a: T, by b: inout Int...) async throws -> T? { nil }", "func + (a: P, b: P) -> P { a }",
        "infix operator <+>: Sum", "precedencegroup Sum { higherThan: AdditionPrecedence }", "prefix operator √",
        "extension Int: P { var twice: Int { self * 2 }; static func * (a: Int, b: P) -> Int { 1 } }",
        "extension Array where Element == Int { private mutating func g() {}\n subscript(i: P) -> Int { 0 } }",
        "@main struct M { static func main() {} }", "@propertyWrapper struct W { var wrappedValue = 1 }",
        "@W var w = 2",
        "class A: B, @unchecked Sendable { override init() {}; deinit {} }", "actor T { nonisolated var n = 1 }",
        "enum E { case a(Int), b; indirect case c(E) }", "protocol P { associatedtype Q; var r: Int { get } }",
        "typealias F = (Int) -> [E]", "import Foundation", "@testable import struct Swift.Int", "import func Glibc.exp",
        "#if os(Linux) && swift(>=5)\nlet u = 1\n#elseif DEBUG\nimport Glibc\n#else\nlet u = 2\n#endif",
        "#warning(\"w\")",
        "let t = await Task { x }.value", "async let s = f()", "for try await n in numbers { print(n) }", "x", "x = 2",
        "print(#file, #line)", "#Predicate<Int> { $0 > 1 }", "let r = /a+(?<n>b)/", "r.firstMatch(of: #/\\d/#)?.n",
        "\"\"\"\n%who\n  a \\(x + \"b\")\n\"\"\"", "#\"raw \\#(x) \"#", "/* a /* b */ %c */", "// %data moons",
        "`class`", "$0", "$w",
        "%data moons --samples 10", "  %train clf", "%%time", "a %b", "a % b", "_ = x", "var é = \"🙂\"", "try! f()",
        "consume x",
        "nonisolated(unsafe) var g = 1", "@available(*, deprecated) func old() {}", "public private(set) var h = 1",
        ";", "\n",
        "\r\n", "\r", "\t", "\u{0}", "\u{FEFF}", "{", "}", "(", ")", "[", "]", "\"", "\"\"\"", "/*", "*/", "<", ">",
        "@", "#", "\\(",
    ]

    @Test("Nothing stops the parser, and every place stays what it is")
    func places() throws {
        var generator = SplitMix(state: Self.seed)
        for number in 0..<Self.count {
            let cell = Self.cell(&generator)
            if let complaint = Self.complaint(about: cell) {
                Issue.record("\(complaint) in input \(number) of seed \(Self.seed): \(cell.debugDescription)")
                return
            }
        }
    }

    private static func cell(_ generator: inout SplitMix) -> String {
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 1...8, using: &generator) {
            bytes += Array((fragments.randomElement(using: &generator) ?? "").utf8)
            bytes += Array((["\n", "\n", " ", ""].randomElement(using: &generator) ?? "").utf8)
        }
        // Half of the cells stay right.
        let damages = Bool.random(using: &generator) ? 0 : Int.random(in: 1...4, using: &generator)
        for _ in 0..<damages where !bytes.isEmpty {
            let start = Int.random(in: 0..<bytes.count, using: &generator)
            let end = min(bytes.count, start + Int.random(in: 1...12, using: &generator))
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: bytes.removeSubrange(start..<end)
            case 1: bytes.insert(contentsOf: bytes[start..<end], at: Int.random(in: 0...bytes.count, using: &generator))
            case 2: bytes[start] = UInt8.random(in: 0...255, using: &generator)
            default: bytes = Array(bytes[..<end])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What of a cell's segments is not as it should be.
    private static func complaint(about cell: String) -> String? {
        let lines = self.lines(cell)
        var next = 1
        for segment in CellSplitter.segments(of: cell) {
            switch segment {
            case .command(let line, let number):
                guard number >= next, lines.indices.contains(number - 1) else { return "a command's line \(number)" }
                let count = LineContinuation.count(in: lines, from: number - 1)
                guard count > 1 || lines[number - 1].contains(line) else { return "a command's text" }
                next = number + count
            case .swift(let text, let firstLine):
                let own = self.lines(text)
                guard firstLine >= next, firstLine - 1 + own.count <= lines.count,
                    lines[(firstLine - 1)..<(firstLine - 1 + own.count)].elementsEqual(own)
                else { return "a segment's lines" }
                next = firstLine + own.count
                if let complaint = complaint(aboutSegment: text, lines: own.count) { return complaint }
            }
        }
        _ = SourceCompleteness.of(cell)
        return nil
    }

    private static func complaint(aboutSegment text: String, lines: Int) -> String? {
        let analysis = CellAnalyzer.analyze(text, qualified: { $0 == "x" ? "Cell0001" : nil })
        let bytes = Array(text.utf8)
        for insertion in analysis.insertions {
            guard (0...bytes.count).contains(insertion.offset) else { return "an insertion outside" }
            // What follows may only begin a character, and what is inserted may not move a line.
            if insertion.offset < bytes.count, bytes[insertion.offset] & 0xC0 == 0x80 {
                return "an insertion in a character"
            }
            if insertion.text.contains(where: \.isNewline) { return "an insertion of lines" }
        }
        if let declaration = analysis.declarations.first(where: { !(1...lines).contains($0.line) }) {
            return "the line of \(declaration.name)"
        }
        return nil
    }

    /// Lines end in a line feed, a carriage return, or both.
    private static func lines(_ text: String) -> [String] {
        var lines = [String.UnicodeScalarView()]
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if scalar == "\n" || scalar == "\r" {
                if scalar == "\r" || previous != "\r" { lines.append(String.UnicodeScalarView()) }
            } else {
                lines[lines.count - 1].append(scalar)
            }
            previous = scalar
        }
        return lines.map { String($0) }
    }
}
