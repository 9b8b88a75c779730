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
            // A prefix operator is another function than an infix one.
            ("prefix func √ (x: Double) -> Double { x }", ["func √prefix(x:Double)"]),
            ("guard case .some(let a) = b, var c = d else { fatalError() }", ["var a", "var c"]),
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
        ("if a { 1 } else { 2 }", true), ("switch a { case 1: 2; default: 3 }", true),
        // These have no value.
        ("if a { 1 }", false), ("if a { b = 1 } else { c() }", false), ("if a { b(); c() } else { d() }", false),
        ("", false), ("func f() {}", false),
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
        #expect(analysis.qualifiedNames == ["x"])
        // Only then is the earlier one needed: a cell that is run again has the same imports as before.
        #expect(CellAnalyzer.analyze("let x = 1\nx", qualified: { _ in "Cell3" }).qualifiedNames.isEmpty)
    }

    @Test(arguments: [
        ("print(#file)", true), ("print(#fileID, #line)", true), ("#unknown(1)", true),
        ("func f() { print(#line, #function) }", false), ("print(#function)", true), ("let k = #keyPath(a)", false),
        ("#if os(Linux)\nprint(1)\n#endif", false),
    ])
    func asksForItsPlace(source: String, expected: Bool) {
        #expect(CellAnalyzer.analyze(source).asksForItsPlace == expected)
    }

    @Test(
        "Which uses of a variable's own name mean the earlier one",
        arguments: [
            // With a type of its own a closure can call itself.
            ("let f: () -> Int = { f() }", []),
            ("let f = { f }", [10]),
            ("let x = a.map { $0 + x }", [21]),
            // The closure's parameter has that name.
            ("let x = a.map { x in x + 1 }", []),
            ("let P: P = P()", [7, 11]),
            ("let x = y.x", []),
        ] as [(String, [Int])])
    func ownNames(source: String, offsets: [Int]) {
        let analysis = CellAnalyzer.analyze(source, qualified: { _ in "Cell3" })
        #expect(analysis.insertions.filter { $0.text == "Cell3." }.map(\.offset) == offsets)
    }

    @Test(
        arguments: [
            ("extension Int { func f(a: Int) {}; var b: Int { 1 } }", ["Int.f(a:Int)", "Int.b"], []),
            ("extension P: Q, @retroactive R {}", [], ["P: Q", "P: R"]),
            // Two constraints are two extensions.
            ("extension Array where Element == Int { var a: Int { 1 } }", ["ArraywhereElement==Int.a"], []),
            ("let a = 1", [], []),
        ] as [(String, Set<String>, Set<String>)])
    func extensions(source: String, members: Set<String>, conformances: Set<String>) {
        let analysis = CellAnalyzer.analyze(source)
        #expect(analysis.extensions.members == members)
        #expect(analysis.extensions.conformances == conformances)
    }

    @Test(arguments: [
        ("infix operator **: Power", "infix operator **: Power"), ("prefix operator √", "prefix operator √"),
        (
            "precedencegroup Power {\n  higherThan: A, B\n  associativity: left\n}",
            "precedencegroup Power { higherThan : A , B associativity : left }"
        ),
    ])
    func operators(source: String, text: String) {
        #expect(CellAnalyzer.analyze(source).operators.map(\.text) == [text])
    }

    @Test(
        "Later cells repeat imports, without deciding for them what an `#if` decides",
        arguments: [
            ("public import struct Foundation.URL", ["import struct Foundation.URL"]),
            ("@preconcurrency import Dispatch", ["@preconcurrency import Dispatch"]),
            (
                "#if canImport(Darwin)\nimport Darwin\nlet a = 1\n#else\nimport Glibc\n#endif",
                ["#if canImport(Darwin)\nimport Darwin\n#else\nimport Glibc\n#endif"]
            ),
            ("#if DEBUG\nlet a = 1\n#endif", []),
        ] as [(String, [String])])
    func imports(source: String, expected: [String]) {
        #expect(CellAnalyzer.analyze(source).imports == expected)
    }

    @Test(arguments: [
        ("print(1)", SourceCompleteness.complete), ("func f() {", .incomplete(indent: "    ")),
        ("  if a {", .incomplete(indent: "      ")), ("let a = [1,", .incomplete(indent: "")),
        ("let s = \"\"\"\nabc", .incomplete(indent: "")), ("let a = ", .incomplete(indent: "")),
        ("let = 3 }", .invalid), (")", .invalid), ("%who", .complete), ("", .complete),
        ("f(1, 2", .incomplete(indent: "")), ("%train n \\", .incomplete(indent: "    ")), ("%train n \\\n", .complete),
    ])
    func completeness(source: String, expected: SourceCompleteness) {
        #expect(SourceCompleteness.of(source) == expected)
    }
}
