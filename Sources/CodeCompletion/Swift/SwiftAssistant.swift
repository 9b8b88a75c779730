public import CellCompiler
import Foundation

/// Completes and explains Swift in cells, with the compiler's own help.
public struct SwiftAssistant: Sendable {
    /// More than this nobody reads, and all names of all modules take 0.1 s; members are offered all, for a type's list is
    /// what one wants to see.
    private static let limit = 300

    private let sourceKit: SourceKit
    private let compiler: CellCompiler
    private let names: NameTable
    private let workingFolder: String

    /// - Parameter workingFolder: The folder that relative paths of the cells begin at.
    public init(sourceKit: SourceKit, compiler: CellCompiler, names: NameTable, workingFolder: String) {
        self.sourceKit = sourceKit
        self.compiler = compiler
        self.names = names
        self.workingFolder = workingFolder
    }

    /// What may stand at the cursor of a cell.
    public func suggestions(at cursor: CellCursor) async -> Suggestions {
        switch cursor.place {
        case .string(let start):
            return FileNames.suggestions(for: cursor.text(from: start), at: start, in: workingFolder)
        case .swift(let start): return await suggestions(at: cursor, start: start)
        case .command, .number, .nothing: return Suggestions([], replacing: cursor.offset..<cursor.offset)
        }
    }

    /// What the name at the cursor means, or else the parameters of the call that the cursor is in.
    ///
    /// - Parameter value: Tells what a live variable holds.
    public func explanation(
        at cursor: CellCursor, value: @Sendable (String) async -> String?
    ) async -> Explanation? {
        guard cursor.place != .nothing else { return nil }
        let name = cursor.name
        if !name.isEmpty, case .swift = cursor.place {
            let source = await compiler.visibleSource(of: cursor.swift, offset: name.lowerBound, names: names)
            if let data = await ask(source, \.cursorInformation),
                let information = try? JSONDecoder().decode(CursorInformation.self, from: data)
            {
                var held: String?
                if let word = variable(information.symbol, cursor, name) { held = await value(word) }
                if let explanation = Explanation(information, value: held) { return explanation }
            }
        }
        // In the midst of an argument sourcekitd sees no call; at its start it does.
        var start = name.lowerBound
        if case .string(let text) = cursor.place { start = text - 1 }
        let source = await compiler.visibleSource(of: cursor.swift, offset: start, names: names)
        guard let data = await ask(source, \.signatureHelp) else { return nil }
        return (try? JSONDecoder().decode(SignatureHelp.self, from: data)).flatMap { Explanation($0) }
    }

    private func suggestions(at cursor: CellCursor, start: Int) async -> Suggestions {
        let source = await compiler.visibleSource(of: cursor.swift, offset: start, names: names)
        let prefix = cursor.text(from: start)
        let isMember = start > 0 && cursor.text[start - 1] == UInt8(ascii: ".")
        guard
            let data = await ask(source, { $0.completion(prefix: prefix, limit: isMember ? 0 : Self.limit) }),
            let answer = try? JSONDecoder().decode(CompletionAnswer.self, from: data)
        else { return Suggestions([], replacing: start..<cursor.offset) }
        let maker = SwiftSuggestions(
            prefix: prefix, liveModules: names.modules(ofLive:),
            showsCLibrary: source.text.contains("import Foundation") || source.text.contains("import Glibc\n"))
        // What is beyond the limit is cut by the alphabet, but the session's own names shall be there.
        let isCut = !isMember && answer.results.count >= Self.limit
        let own = isCut ? CompletionItem.items(for: names, prefix: prefix) : []
        let (items, erased) = maker.suggestions(from: answer.results + own)
        return Suggestions(items, replacing: (start - erased)..<cursor.offset)
    }

    private func ask(
        _ source: VisibleSource, _ question: (SourceKitDocument) -> SourceKitConversation
    ) async -> Data? {
        let arguments = compiler.serviceArguments
        let document = SourceKitDocument(text: source.text, offset: source.offset, arguments: arguments)
        let warmUp = SourceKitDocument(text: source.prologue, offset: source.prologue.utf8.count, arguments: arguments)
        return await sourceKit.answer(question(document), warmUp: warmUp.completion(prefix: "print", limit: 1))
    }

    /// The name, if it means a live variable of the session.
    private func variable(
        _ symbol: CursorInformation.Symbol, _ cursor: CellCursor, _ name: Range<Int>
    ) -> String? {
        let word = String(decoding: cursor.text[name], as: UTF8.self)
        // A cell that was run and is looked at again declares the name itself; a command's object is seen by its accessor.
        guard symbol.kind?.contains(".var.global") ?? false, names.hasVariable(word) else { return nil }
        return word
    }
}
