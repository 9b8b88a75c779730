import CellCompiler
import Testing

@Suite struct BracketNestingTests {
    private static let deep = String(repeating: "[", count: BracketNesting.limit + 1)
    private static let allowed = String(repeating: "[", count: BracketNesting.limit)

    @Test(
        arguments: [
            ("", nil), ("let a = [[1, 2], [3]]", nil), (allowed, nil), (deep, 1), ("let x = 1\n\(deep)", 2),
            ("\"\(deep)\"", nil), ("\"\\\"\(deep)\"", nil), ("\"open\n\(deep)", 2), ("\"\"\"\n\(deep)\n\"\"\"", nil),
            ("\"\"\"\n\"\n\"\"\"\n\(deep)", 4), ("// \(deep)", nil), ("// a\n\(deep)", 2),
            ("/*\n\(deep)\n*/\n\(deep)", 4),
            ("let a = 4 / 2\n\(deep)", 2), ("[]" + String(repeating: "[1][0]", count: 50), nil),
            ("]]]]\(allowed)", nil),
            ("/*", nil), ("\"", nil), ("\"\"\"", nil), ("\\", nil), ("\"\\", nil),
        ] as [(String, Int?)])
    func firstLineBeyondTheLimit(source: String, line: Int?) {
        #expect(BracketNesting.lineBeyondLimit(in: source) == line)
    }
}
