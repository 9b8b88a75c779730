import CellCompiler
import CodeCompletion
import Foundation
import JupyterKernel
import JupyterProtocol
import WorkerProtocol

/// Completion and inspection, also while a cell runs.
actor CodeAssistant {
    private let session: NotebookSession
    private var sourceKit: SourceKit?
    private var grammar: CommandGrammar?
    private var version = 0

    init(session: NotebookSession) {
        self.session = session
    }

    func complete(_ code: String, cursor: Int) async -> CompletionResult {
        guard let view = try? await session.view() else { return .none(at: cursor) }
        let code = StatementCover.removed(from: code, cursor: cursor)
        let offsets = ScalarOffsets(code)
        let place = CellCursor(code, offset: offsets.bytes(at: cursor))
        let found: Suggestions
        if case .command = place.place {
            guard let assistant = await commands(view, code, place) else { return .none(at: cursor) }
            found = assistant.suggestions(at: place)
        } else {
            found = await swift(view).suggestions(at: place)
        }
        return CompletionResult(
            matches: found.items.map {
                Completion($0.text, kind: $0.kind, signature: $0.signature.isEmpty ? nil : $0.signature)
            },
            cursorStart: offsets.scalars(at: found.range.lowerBound), cursorEnd: cursor)
    }

    func inspect(_ code: String, cursor: Int) async -> InspectionResult? {
        guard let view = try? await session.view() else { return nil }
        let code = StatementCover.removed(from: code, cursor: cursor)
        let place = CellCursor(code, offset: ScalarOffsets(code).bytes(at: cursor))
        let found: Explanation?
        if case .command = place.place {
            found = await commands(view, code, place)?.explanation(at: place)
        } else {
            found = await swift(view).explanation(at: place) { [session] name in await session.value(of: name) }
        }
        return found.map { MIMEData(data: ["text/markdown": .string($0.markdown), "text/plain": .string($0.text)]) }
    }

    func end() {
        sourceKit?.end()
    }

    private func swift(_ view: SessionView) -> SwiftAssistant {
        let made = sourceKit ?? Self.sourceKit(for: view)
        sourceKit = made
        if view.version != version { made.noteChangedDependencies() }
        version = view.version
        return SwiftAssistant(
            sourceKit: made, compiler: view.compiler, names: view.names, workingFolder: view.workingFolder)
    }

    private static func sourceKit(for view: SessionView) -> SourceKit {
        SourceKit(
            executable: view.installation.sourceKit, arguments: [view.compiler.toolchain.sourceKit],
            cacheFolder: view.compiler.serviceCache)
    }

    private func commands(_ view: SessionView, _ code: String, _ cursor: CellCursor) async -> CommandAssistant? {
        if grammar == nil {
            grammar = try? await view.compiler.toolchain.output(
                of: view.installation.worker, ["--library", view.installation.library, "--grammar"]
            ).flatMap { try JSONDecoder().decode(CommandGrammar.self, from: Data($0.utf8)) }
            if let own = try? Directives.grammar() { grammar?.commands += own }
        }
        return grammar.map {
            CommandAssistant(grammar: $0, names: objects(view, code), workingFolder: view.workingFolder)
        }
    }

    /// The objects of the session, and those that the commands of this cell and of earlier ones are about to make.
    private func objects(_ view: SessionView, _ code: String) -> [(name: String, type: String)] {
        var types = view.names.commandNames
        for (name, type) in view.types where view.names.hasVariable(name) { types[name] = type }
        for source in view.sources + [code] {
            for (name, type) in CommandAssistant.definitions(in: source) where types[name] == nil { types[name] = type }
        }
        return types.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
    }
}

/// The way between Jupyter's cursors, which count Unicode scalars, and bytes.
private struct ScalarOffsets {
    private let code: String

    init(_ code: String) {
        self.code = code
    }

    func bytes(at scalars: Int) -> Int {
        let index = code.unicodeScalars.index(code.startIndex, offsetBy: scalars)
        return code.utf8.distance(from: code.startIndex, to: index)
    }

    func scalars(at bytes: Int) -> Int {
        let index = code.utf8.index(code.startIndex, offsetBy: bytes)
        return code.unicodeScalars.distance(from: code.startIndex, to: index)
    }
}
