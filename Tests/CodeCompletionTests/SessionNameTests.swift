import CodeCompletion
import Testing

/// Whether the name at `|` certainly means what it means in the session.
struct SessionNameTests {
    private static func isCertain(_ marked: String, _ name: String) -> Bool {
        let parts = marked.split(separator: "|", omittingEmptySubsequences: false)
        let start = parts[0].utf8.count
        return SessionName.isCertain(start..<start + name.utf8.count, in: parts.joined())
    }

    @Test(
        "It does where nothing in the cell has the name",
        arguments: [
            "|n", "let a = |n + 1", "print(|n)", "|n.count", "|n[0]", "f(n: |n)", "\"\\(|n)\"", "a.n + |n", "|n = 3",
            "func f() -> Int { |n }", "{ $0 + |n }", "if |n > 0 { }", "|n\nn", "n.n(n: n, m: |n)",
            // An unfinished cell.
            "print(|n", "func f() { |n", "if |n",
        ])
    func certain(_ marked: String) {
        #expect(Self.isCertain(marked, "n"), "\(marked)")
    }

    @Test(
        "Where anything in the cell may give it another meaning, the compiler has to be asked",
        arguments: [
            // Declarations, wherever they are.
            "let n = 1\n|n", "let |n = 1", "|n\nlet n = 1", "var (a, n) = (1, 2)\n|n", "let `n` = 1\n|n",
            "func n() {}\n|n", "struct n {}\n|n", "func f(n: Int) { |n }", "func f(a n: Int) { |n }",
            "func f(|n: Int) {}", "{ n in |n }", "{ (n: Int) in |n }", "{ [n] in |n }", "{ [n = 1] in |n }",
            "for n in a { |n }", "if let n { |n }", "if let n = a { |n }", "guard let n = a else { }\n|n",
            "while let n = a { |n }", "switch a { case .some(let n): |n }", "switch a { case let .some(n): |n }",
            "switch a { case let (n, 1): |n }", "if case let .some(n) = a { |n }", "if case .some(let n) = a { |n }",
            "typealias n = Int\n|n", "enum E { case n }\n|n", "func f<n>() { |n }", "import n\n|n",
            "do { } catch let n { |n }", "extension E { var n: Int { 1 } }\n|n", "macro n() = #a\n|n",
            "#if A\nlet n = 1\n#endif\n|n",
            // Members, labels and types.
            "a.|n", "a?.|n", "f(|n: 1)", "\\A.|n", "\\.|n", ".|n", "let a: |n = 1", "#|n", "@|n var a = 1", "f(|n:m:)",
            // A member may be meant, of the type or of what it inherits.
            "struct S { func f() { |n } }", "extension Int { func f() { |n } }", "class C { var a = |n }",
            // No name, or none as a whole.
            "\"|n\"", "// |n", "|nn", "a|n", "let ) |n let n",
        ])
    func uncertain(_ marked: String) {
        #expect(!Self.isCertain(marked, "n"), "\(marked)")
    }

    @Test("What the compiler declares of its own accord", arguments: ["error", "newValue", "_a", "$a"])
    func implicit(_ name: String) {
        #expect(!Self.isCertain("|" + name, name))
    }
}
