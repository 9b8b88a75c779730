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
        // One that does not answer is not asked again: somebody waits.
        return try? await found(at: cursor, value: value)
    }

    private func found(
        at cursor: CellCursor, value: @Sendable (String) async -> String?
    ) async throws(NoAnswer) -> Explanation? {
        let name = cursor.name
        if !name.isEmpty, case .swift = cursor.place,
            let explanation = try await explanation(of: name, at: cursor, value: value)
        {
            return explanation
        }
        // In the midst of an argument sourcekitd sees no call; at its start it does.
        var start = name.lowerBound
        if case .string(let text) = cursor.place { start = text - 1 }
        let source = await compiler.visibleSource(of: cursor.swift, offset: start, names: names)
        let help = try await ask(source, \.signatureHelp, for: SignatureHelp.self)
        return help.flatMap { Explanation($0) }
    }

    private func explanation(
        of name: Range<Int>, at cursor: CellCursor, value: @Sendable (String) async -> String?
    ) async throws(NoAnswer) -> Explanation? {
        let word = String(decoding: cursor.text[name], as: UTF8.self)
        // A live variable is looked up in a text that the compiler knows already.
        if names.hasVariable(word), SessionName.isCertain(name, in: cursor.swift) {
            let source = await compiler.visibleSource(ofVariable: word, names: names)
            let found = try await explanation(
                of: word, in: source, path: SourceKitDocument.variables, value: value)
            if let found { return found }
        }
        let source = await compiler.visibleSource(of: cursor.swift, offset: name.lowerBound, names: names)
        return try await explanation(of: word, in: source, value: value)
    }

    private func explanation(
        of word: String, in source: VisibleSource, path: String = SourceKitDocument.cell,
        value: @Sendable (String) async -> String?
    ) async throws(NoAnswer) -> Explanation? {
        guard let information = try await ask(source, path: path, \.cursorInformation, for: CursorInformation.self)
        else { return nil }
        return Explanation(information, value: isVariable(word, information.symbol) ? await value(word) : nil)
    }

    private func suggestions(at cursor: CellCursor, start: Int) async -> Suggestions {
        let source = await compiler.visibleSource(of: cursor.swift, offset: start, names: names)
        let prefix = cursor.text(from: start)
        let isMember = start > 0 && cursor.text[start - 1] == UInt8(ascii: ".")
        let answer = try? await ask(
            source, { $0.completion(prefix: prefix, limit: isMember ? 0 : Self.limit) }, for: CompletionAnswer.self)
        guard let answer else { return Suggestions([], replacing: start..<cursor.offset) }
        let maker = SwiftSuggestions(
            prefix: prefix, liveModules: names.modules(ofLive:),
            showsCLibrary: source.text.contains("import Foundation") || source.text.contains("import Glibc\n"))
        // What is beyond the limit is cut by the alphabet, but the session's own names shall be there.
        let isCut = !isMember && answer.results.count >= Self.limit
        let own = isCut ? CompletionItem.items(for: names, prefix: prefix) : []
        let (items, erased) = maker.suggestions(from: answer.results + own)
        return Suggestions(items, replacing: (start - erased)..<cursor.offset)
    }

    /// sourcekitd crashed or was too late.
    private struct NoAnswer: Error {}

    /// - Returns: nil where the question makes no sense at this place.
    private func ask<Answer: Decodable>(
        _ source: VisibleSource, path: String = SourceKitDocument.cell,
        _ question: (SourceKitDocument) -> SourceKitConversation, for type: Answer.Type
    ) async throws(NoAnswer) -> Answer? {
        let arguments = compiler.serviceArguments
        let document = SourceKitDocument(path: path, text: source.text, offset: source.offset, arguments: arguments)
        let warmUp = SourceKitDocument(text: source.prologue, offset: source.prologue.utf8.count, arguments: arguments)
        let data = await sourceKit.answer(question(document), warmUp: warmUp.completion(prefix: "print", limit: 1))
        guard let data else { throw NoAnswer() }
        return try? JSONDecoder().decode(type, from: data)
    }

    /// Whether the name means a live variable of the session.
    private func isVariable(_ word: String, _ symbol: CursorInformation.Symbol) -> Bool {
        // A cell that was run and is looked at again declares the name itself; a command's object is seen by its accessor.
        symbol.kind?.contains(".var.global") ?? false && names.hasVariable(word)
    }
}
