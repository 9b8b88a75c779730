/// A segment that was read, and all that follows from it before the compiler sees it.
struct CellDraft: Sendable {
    let unit: CellUnit
    let analysis: CellAnalysis
    let plan: ImportPlan
    /// The modules that the session's imports name.
    let sessionModules: Set<String>
    private let prologue: [String]

    /// - Parameter names: what the names of the session mean now.
    init(_ unit: CellUnit, names: NameTable) {
        self.unit = unit
        analysis = CellAnalyzer.analyze(unit.text, qualified: names.moduleOfVariable)
        plan = names.importPlan(for: analysis, of: unit.text)
        sessionModules = names.wholeModules
        prologue = Self.prologue(plan, for: analysis, names)
    }

    /// The lines that go before a segment.
    static func prologue(_ plan: ImportPlan, for analysis: CellAnalysis, _ names: NameTable) -> [String] {
        ["import Cuaderno"] + names.imports + plan.lines
            + ElementaryFunctions.imports(
                for: analysis.usedNames, taken: names.isLive, besides: names.imports + analysis.imports)
            + plan.accessors.map { name, type in
                "fileprivate var `\(name)`: \(type) { __cuaderno\(type)(\"\(name)\") }"
            }
    }

    /// Whether optimised code is asked for, or worth its longer compilation.
    var isOptimized: Bool { unit.isOptimized ?? analysis.deservesOptimisation }

    /// The modules that the source may see.
    var modules: Set<String> { sessionModules.union(NameTable.wholeModules(in: analysis.imports)) }

    /// What the compiler gets to see.
    ///
    /// - Parameter dropped: which insertions are left out.
    func source(without dropped: Set<SourceInsertion.Purpose> = []) -> GeneratedSource {
        GeneratedSource(
            label: unit.label, prologue: prologue, segment: unit.text, firstLine: unit.firstLine,
            insertions: analysis.insertions.filter { !dropped.contains($0.purpose) })
    }

    /// What the session gets to know of the cell, once there is a library of it.
    func cell(_ library: CompiledLibrary, original: CompiledLibrary? = nil) -> CompiledCell {
        let module = CellModule(
            name: library.name.module, label: unit.label, text: unit.text, declarations: analysis.declarations,
            dependencies: plan.dependencies, extensionMembers: analysis.extensionMembers,
            actsUnnamed: analysis.actsUnnamed)
        let reported =
            library.dropped.contains(.bind)
            ? []
            : Set(
                analysis.declarations.map(\.name).filter { name in
                    analysis.insertions.contains {
                        $0.purpose == .bind && $0.text.contains("__cuadernoBind(\"\(name)\")")
                    }
                })
        return CompiledCell(
            module: module, imports: analysis.imports, library: library.path, debugLibrary: (original ?? library).path,
            debugLabel: (original ?? library).label, entryPoint: library.name.entryPoint, reportedNames: reported,
            warnings: library.warnings)
    }
}
