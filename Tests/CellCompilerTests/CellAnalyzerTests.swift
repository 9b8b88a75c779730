import CellCompiler
import Testing

@Suite("What a segment declares, shows and needs")
struct CellAnalyzerTests {
    @Test(
        arguments: [
            ("let a = 1", ["let a"]),
            ("var (a, b) = (1, 2), c = 3", ["var a", "var b", "var c"]),
            ("func f(_ x: Int, by y: Double...) {}", ["func f(_:Int,by:Double...)"]),
            ("func f<T>(x: T) where T: Equatable {}", ["func f<T>(x:T)whereT:Equatable"]),
            (
                "struct P {}; class C {}; enum E {}; protocol Q {}; actor A {}; typealias T = Int",
                ["struct P", "class C", "enum E", "protocol Q", "class A", "typealias T"]
            ),
            ("#if true\nlet a = 1\n#else\nfunc g() {}\n#endif", ["let a", "func g()"]),
            ("guard let a = Int(\"1\") else { fatalError() }", ["let a"]),
            ("let `class` = 1", ["let class"]),
            ("if true { let a = 1 }", []),
            ("for i in 0..<3 { print(i) }", []),
            ("extension Int { var twice: Int { self * 2 } }", []),
        ] as [(String, [String])])
    func declarations(source: String, expected: [String]) {
        let found = CellAnalyzer.analyze(source).declarations.map { "\($0.kind.rawValue) \($0.name)\($0.signature)" }
        #expect(found == expected)
    }

    @Test(arguments: [
        ("1 + 1", true), ("let a = 1\na", true), ("f()", true), ("try f()", true), ("await f()", true),
        ("try await f()", true), ("\"x\"", true), ("a == b", true), ("a <= b", true), ("{ $0 }", true),
        // A semicolon says that the value is not wanted.
        ("f();", false),
        ("a = 1", false), ("a += 1", false), ("_ = f()", false), ("let a = 1", false), ("for _ in [1] {}", false),
        ("if a { 1 } else { 2 }", false), ("", false), ("func f() {}", false),
    ])
    func showsResult(source: String, expected: Bool) {
        #expect(CellAnalyzer.analyze(source).showsResult == expected)
    }

    @Test(arguments: [
        ("await f()", true), ("let a = await f()", true), ("for await x in s {}", true), ("async let a = 1", true),
        ("Task { await f() }", false), ("func g() async { await f() }", false),
        ("struct S { var a: Int { get async { await f() } } }", false),
    ])
    func topLevelAwait(source: String, expected: Bool) {
        #expect(CellAnalyzer.analyze(source).hasTopLevelAwait == expected)
    }

    @Test(arguments: [
        ("print(1)", false), ("let a = [1, 2]", false), ("for i in 0..<9 {}", true), ("while true {}", true),
        ("func f() {}", true), ("struct S { var a = 1 }", true), ("let f = { (x: Int) in x }", true),
        // A closure alone, when it is called often.
        ("[1].map { $0 }", false), ("(0..<1_000_000).map { $0 }", true), ("1_000_000", false),
        ("a.map { $0 * 1e6 }", true),
    ])
    func optimisation(source: String, expected: Bool) {
        #expect(CellAnalyzer.analyze(source).deservesOptimisation == expected)
    }

    @Test("A variable whose initialiser names it means the earlier one")
    func ownName() {
        let analysis = CellAnalyzer.analyze("let x = x + y.x", qualified: { $0 == "x" ? "Cell3" : nil })
        let essential = analysis.insertions.filter { $0.purpose == .essential }
        #expect(essential.map(\.text) == ["Cell3."])
        #expect(essential.map(\.offset) == [8])
        #expect(analysis.earlierNames == ["x"])
        // Only then is the earlier one needed: a cell that is run again has the same imports as before.
        #expect(CellAnalyzer.analyze("let x = 1\nx", qualified: { _ in "Cell3" }).earlierNames.isEmpty)
    }

    @Test(arguments: [
        ("print(#file)", true), ("print(#fileID, #line)", true), ("#unknown(1)", true),
        ("print(#line, #function)", false), ("let k = #keyPath(a)", false), ("#if os(Linux)\nprint(1)\n#endif", false),
    ])
    func asksForItsPlace(source: String, expected: Bool) {
        #expect(CellAnalyzer.analyze(source).asksForItsPlace == expected)
    }

    @Test("A closure may mean the variable itself")
    func ownNameInClosure() {
        let analysis = CellAnalyzer.analyze("let f = { f }", qualified: { _ in "Cell3" })
        #expect(!analysis.insertions.contains { $0.purpose == .essential })
    }

    @Test(
        arguments: [
            ("extension Int { func f(a: Int) {}; var b: Int { 1 } }", ["Int.f(a:Int)", "Int.b"], true),
            ("infix operator **", [], true), ("func + (a: P, b: P) -> P { a }", [], true), ("let a = 1", [], false),
        ] as [(String, Set<String>, Bool)])
    func actsUnnamed(source: String, members: Set<String>, expected: Bool) {
        let analysis = CellAnalyzer.analyze(source)
        #expect(analysis.extensionMembers == members)
        #expect(analysis.actsUnnamed == expected)
    }

    @Test(arguments: [
        ("print(1)", SourceCompleteness.complete), ("func f() {", .incomplete(indent: "    ")),
        ("  if a {", .incomplete(indent: "      ")), ("let a = [1,", .incomplete(indent: "")),
        ("let s = \"\"\"\nabc", .incomplete(indent: "")), ("let a = ", .incomplete(indent: "")),
        ("let = 3 }", .invalid), (")", .invalid), ("%who", .complete), ("", .complete),
        ("f(1, 2", .incomplete(indent: "")),
    ])
    func completeness(source: String, expected: SourceCompleteness) {
        #expect(SourceCompleteness.of(source) == expected)
    }
}
