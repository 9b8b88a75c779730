import Foundation

/// A cell that is still being written, as the compiler would see it: for completion and inspection.
public struct VisibleSource: Sendable {
    /// The whole text.
    public var text: String
    /// Where the text before the cell ends, and with it everything that stays the same from question to question.
    public var prologue: String
    /// The place in the whole text.
    public var offset: Int
}

extension CellCompiler {
    /// Every name of the session may be meant next, so all live modules are imported, not only those that the cell names so far;
    /// in a long session the newest of them, since each import costs half a millisecond.
    private static let moduleLimit = 150

    /// What the compiler would see of a cell.
    ///
    /// - Parameters:
    ///   - cell: The cell, without `%` lines.
    ///   - offset: A place in it, in UTF-8 bytes.
    public func visibleSource(of cell: String, offset: Int, names: NameTable) async -> VisibleSource {
        var analysis = CellAnalyzer.analyze(cell, qualified: { names.module(of: $0) })
        analysis.usedNames.formUnion(names.newestNames(modules: Self.moduleLimit))
        analysis.usedNames.formUnion(names.commandNames.keys)
        analysis.usedNames.formUnion(ElementaryFunctions.names)
        let plan = names.importPlan(for: analysis)
        // What was only copied has no interface yet; without one its names are missing, and the others are still there.
        try? await interfaces.complete(plan.modules)
        let prologue = CellDraft.prologue(plan, for: analysis, names).joined(separator: "\n") + "\n"
        var bytes = Array(cell.utf8)
        var place = offset
        let essential = analysis.insertions.filter { $0.purpose == .essential }
        for insertion in essential.sorted(by: { $0.offset > $1.offset }) {
            bytes.insert(contentsOf: insertion.text.utf8, at: insertion.offset)
            if insertion.offset <= offset { place += insertion.text.utf8.count }
        }
        return VisibleSource(
            text: prologue + String(decoding: bytes, as: UTF8.self), prologue: prologue,
            offset: prologue.utf8.count + place)
    }

    /// What the compiler would see of a cell that does nothing but name the live variables, each in a line of its own.
    ///
    /// The text stays the same until the session changes, so that what the compiler knows of it can be kept.
    ///
    /// - Parameter name: The variable at whose name the place is.
    public func visibleSource(ofVariable name: String, names: NameTable) async -> VisibleSource {
        var variables = names.newestVariables(modules: Self.moduleLimit)
        if !variables.contains(name) { variables.append(name) }
        var cell = ""
        var place = 0
        for variable in variables {
            if variable == name { place = cell.utf8.count }
            // A name may be one of Swift's own words.
            cell += "`\(variable)`\n"
        }
        return await visibleSource(of: cell, offset: place, names: names)
    }

    /// The arguments by which the compiler's driver, and what imitates it, finds the same modules as the frontend.
    public var serviceArguments: [String] {
        [
            "-swift-version", "5", "-enable-bare-slash-regex", "-enable-upcoming-feature", "MemberImportVisibility",
            "-module-cache-path", frontend.moduleCache,
            // A question is not worth a long search for types.
            "-Xfrontend", "-solver-expression-time-threshold=1",
        ] + frontend.moduleFolders.flatMap { ["-I", $0] } + frontend.macros.arguments.flatMap { ["-Xfrontend", $0] }
    }
}

extension CellCompiler {
    /// Where the compiler's help keeps between sessions what it knows of modules.
    public var serviceCache: String { "\(frontend.moduleCache)/completion" }
}

extension Toolchain {
    /// The compiler as a library that answers questions about source.
    ///
    /// It finds the standard library by its own path, which must hold no `..`.
    public var sourceKit: String {
        URL(fileURLWithPath: resourceDirectory).deletingLastPathComponent().path + "/libsourcekitdInProc.so"
    }
}
