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
        analysis = CellAnalyzer.analyze(unit.text, qualified: { names.module(of: $0) })
        plan = names.importPlan(for: analysis)
        sessionModules = names.wholeModules
        prologue = Self.prologue(plan, for: analysis, names)
    }

    /// The lines that go before a segment.
    static func prologue(_ plan: ImportPlan, for analysis: CellAnalysis, _ names: NameTable) -> [String] {
        ["import Cuaderno", "typealias \(CellModule.anchor) = Void"] + names.imports + plan.lines
            + ElementaryFunctions.imports(
                for: analysis.usedNames, taken: names.hidesElementaryFunction,
                besides: names.imports + analysis.imports)
            + plan.accessors.map { name, type in
                "fileprivate var `\(name)`: \(type) { get { __cuaderno\(type)(\"\(name)\") } "
                    + "set { __cuadernoDefine(\"\(name)\", newValue) } }"
            }
    }

    /// Optimised code is asked for, or worth its longer compilation.
    var optimization: Optimization {
        guard unit.isOptimized ?? analysis.deservesOptimisation else { return .none }
        return analysis.hasTopLevelLoop ? .storingAtOnce : .full
    }

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
        let compiled = library.names
        return CompiledCell(
            module: module(library), imports: analysis.imports, library: library.path,
            debugLibrary: (original ?? library).path, debugLabel: (original ?? library).label,
            entryPoint: library.name.entryPoint, storage: compiled.storage,
            functions: compiled.functions.flatMap { name, versions in versions.map { (name, $0.symbol) } },
            accessors: compiled.accessors, conformances: compiled.conformances, code: library.code,
            reportedNames: library.dropped.contains(.bind) ? [] : analysis.reportedNames,
            namesExit: analysis.namesExit, warnings: library.warnings)
    }

    private func module(_ library: CompiledLibrary) -> CellModule {
        // What stands in an inactive clause of an `#if` is not there.
        let declarations = analysis.declarations.filter { declaration in
            !declaration.isConditional || declaration.kind == .typeAlias
                || library.names.declared.contains(declaration.name)
        }
        var module = CellModule(
            name: library.name.module, label: unit.label, declarations: declarations,
            dependencies: library.names.dependencies.union(plan.aliased), extensions: analysis.extensions,
            operators: analysis.operators, exports: plan.exports)
        module.memberOperators = analysis.memberOperators
        module.noteSignatures(library.names.functions.mapValues { $0.map(\.signature) })
        return module
    }
}
