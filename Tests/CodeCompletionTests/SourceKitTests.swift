import CellCompiler
import CodeCompletion
import Foundation
import Testing

/// Completion and inspection of Swift with the real sourcekitd, and with processes that hang or crash in its place.
@Suite(.serialized) struct SourceKitTests {
    /// What stands beside the tests' own program.
    private static let folder = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        .deletingLastPathComponent()

    private final class Session {
        let folder: URL
        let compiler: CellCompiler
        var names = NameTable()

        init() throws {
            folder = FileManager.default.temporaryDirectory.appendingPathComponent("completion-\(UUID())")
            compiler = try CellCompiler(
                toolchain: try Toolchain.find(), folder: folder,
                moduleFolder: SourceKitTests.folder.appendingPathComponent("Modules").path,
                moduleCache: folder.appendingPathComponent("cache").path)
        }

        deinit { try? FileManager.default.removeItem(at: folder) }

        func assistant(_ sourceKit: SourceKit) -> SwiftAssistant {
            SwiftAssistant(sourceKit: sourceKit, compiler: compiler, names: names, workingFolder: "/")
        }

        /// The real one, with time for machines that are slow.
        func real() -> SourceKit {
            var limits = SourceKit.Limits()
            limits.answer = .seconds(60)
            limits.warmUp = .seconds(120)
            return SourceKit(
                executable: SourceKitTests.folder.appendingPathComponent("cuaderno-sourcekit").path,
                arguments: [compiler.toolchain.sourceKit], limits: limits)
        }
    }

    private static func cursor(_ marked: String) -> CellCursor {
        let parts = marked.split(separator: "|", omittingEmptySubsequences: false)
        return CellCursor(parts.joined(), offset: parts[0].utf8.count)
    }

    @Test("What the compiler proposes")
    func proposals() async throws {
        let session = try Session()
        let sourceKit = session.real()
        let table: [(String, [String])] = [
            ("let a = [1]\na.app|", ["append"]),
            ("Dense(3, act|", ["activation:"]),
            ("func f(width: Int) { wid|", ["width"]),
            ("let s: String? = nil\ns.cou|", ["?.count"]),
            ("sqr|", ["sqrt"]),
        ]
        for (marked, expected) in table {
            let found = await session.assistant(sourceKit).suggestions(at: Self.cursor(marked))
            let texts = found.items.map(\.text)
            #expect(Set(expected).isSubset(of: texts), "\(marked): \(texts.prefix(10))")
            #expect(Set(texts).count == texts.count)
        }
        sourceKit.end()
    }

    @Test("Names of compiled cells, the newest of each")
    func cells() async throws {
        let session = try Session()
        let sourceKit = session.real()
        for (number, text) in ["struct P { var old = 1 }", "struct P { var new = 1 }\nlet p = P()"].enumerated() {
            let unit = CellUnit(label: "In[\(number + 1)]", text: text)
            guard case .compiled(let cell) = try await session.compiler.compile(unit, names: session.names) else {
                Issue.record("the cell is rejected")
                return
            }
            session.names.add(cell.module, boundNames: Set(cell.module.declarations.map(\.name)))
            sourceKit.noteChangedDependencies()
            let found = await session.assistant(sourceKit).suggestions(at: Self.cursor("P().|"))
            #expect(found.items.contains { $0.text == (number == 0 ? "old" : "new") })
            #expect(!found.items.contains { $0.text == (number == 0 ? "new" : "old") })
        }
        let explained = await session.assistant(sourceKit).explanation(at: Self.cursor("p|")) { "value of \($0)" }
        #expect(explained?.text == "let p: P\n\nvalue of p")
        await session.compiler.end()
        sourceKit.end()
    }

    /// A pipe that another thread has just opened for a program of its own must not be kept open by this one.
    @Test("The process holds no descriptor but its own")
    func nothingIsInherited() async throws {
        let session = try Session()
        let sign = FileManager.default.temporaryDirectory.appendingPathComponent("started-\(UUID())")
        defer { try? FileManager.default.removeItem(at: sign) }
        var limits = SourceKit.Limits()
        limits.warmUp = .seconds(3)
        let sourceKit = SourceKit(
            executable: "/bin/sh", arguments: ["-c", ": >'\(sign.path)'; exec sleep 1000"], limits: limits)
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        defer { close(ends[0]) }
        let assistant = session.assistant(sourceKit)
        let asking = Task { await assistant.suggestions(at: Self.cursor("a.b|")) }
        while !FileManager.default.fileExists(atPath: sign.path) { try await Task.sleep(for: .milliseconds(20)) }
        close(ends[1])
        // Shorter than the process lives.
        var end = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
        #expect(poll(&end, 1, 1_500) == 1, "the pipe's other end is still open somewhere")
        sourceKit.end()
        _ = await asking.value
    }

    @Test("A variable is explained by its newest declaration, but where the cell gives its name another meaning")
    func variables() async throws {
        let session = try Session()
        let sourceKit = session.real()
        func declare(_ text: String, _ number: Int) async throws {
            let unit = CellUnit(label: "In[\(number)]", text: text)
            guard case .compiled(let cell) = try await session.compiler.compile(unit, names: session.names) else {
                Issue.record("the cell is rejected")
                return
            }
            session.names.add(cell.module, boundNames: Set(cell.module.declarations.map(\.name)))
            sourceKit.noteChangedDependencies()
        }
        func check(_ table: [(String, String)]) async {
            for (marked, expected) in table {
                let found = await session.assistant(sourceKit).explanation(at: Self.cursor(marked)) { "value of \($0)" }
                #expect(found?.text == expected, "\(marked)")
            }
        }
        // `in` is a word of Swift's own: the text that names the variables must hold it all the same.
        try await declare("let a = [1], b = 2.5\nlet `in` = 3\nstruct S { let a = true }\nvar s = S()", 1)
        await check([
            ("a|", "let a: [Int]\n\nvalue of a"),
            // The second time sourcekitd knows the text.
            ("let c = 1\nprint(b|)", "let b: Double\n\nvalue of b"),
            ("let d = 1\nprint(a|)", "let a: [Int]\n\nvalue of a"),
            ("s.a|", "let a: Bool"),
            ("func f(_ a: String) { a| }", "let a: String"),
            ("extension S { func g() { a| } }", "let a: Bool"),
            ("for a in [\"x\"] { print(a|) }", "let a: String"),
            ("[1.5].map { a in a| }", "let a: Double"),
            ("s|.a", "var s: S\n\nvalue of s"),
        ])
        try await declare("let a = \"text\"", 2)
        await check([
            ("a|", "let a: String\n\nvalue of a"),
            ("let c = 1\nprint(a|)", "let a: String\n\nvalue of a"),
            ("print(b|)", "let b: Double\n\nvalue of b"),
        ])
        // The process is gone, and with it what it had read.
        sourceKit.end()
        await check([("print(a|)", "let a: String\n\nvalue of a"), ("a|", "let a: String\n\nvalue of a")])
        await session.compiler.end()
        sourceKit.end()
    }

    @Test(
        "Whatever the process does, the answer is empty and the next request starts another",
        arguments: [
            "sleep 1000", "exit 1", "kill -SEGV $$", "cat >/dev/null", "true <&-",
            // Half a frame.
            "printf 'ab' >&0; sleep 1000",
            // A length that no frame has.
            "printf '\\377\\377\\377\\377' >&0; sleep 1000",
        ])
    func fakes(script: String) async throws {
        let session = try Session()
        var limits = SourceKit.Limits()
        limits.answer = .milliseconds(200)
        limits.warmUp = .milliseconds(200)
        let sourceKit = SourceKit(executable: "/bin/sh", arguments: ["-c", script], limits: limits)
        for _ in 0..<2 {
            let found = await session.assistant(sourceKit).suggestions(at: Self.cursor("a.b|"))
            #expect(found == Suggestions([], replacing: 2..<3))
            #expect(await session.assistant(sourceKit).explanation(at: Self.cursor("a|")) { _ in nil } == nil)
        }
        sourceKit.end()
    }

    @Test("A program that is not there")
    func missing() async throws {
        let session = try Session()
        let sourceKit = SourceKit(executable: "/nowhere/cuaderno-sourcekit", arguments: [])
        #expect(await session.assistant(sourceKit).suggestions(at: Self.cursor("a|")).items.isEmpty)
    }
}
