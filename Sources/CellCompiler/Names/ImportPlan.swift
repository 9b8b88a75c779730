/// The lines that go before a segment.
struct ImportPlan: Sendable {
    /// The modules that the import lines name.
    var modules: Set<String> = []
    /// The import lines.
    var lines: [String] = []
    /// The modules that the segment's own module re-exports.
    var exports: Set<String> = []
    /// The modules that the segment's aliases lead to.
    var aliased: Set<String> = []
    /// Objects of commands that the segment names: name and type.
    var accessors: [(name: String, type: String)] = []
    private var scoped: Set<String> = []

    mutating func addAnchor(of module: String) {
        modules.insert(module)
        lines.append("@testable import typealias \(module).\(CellModule.anchor)")
    }

    mutating func addScoped(_ entry: NameTable.Entry) {
        let name = entry.declaration.name
        let kind = entry.declaration.kind.rawValue
        // Without the blanks the dot would be a part of the operator.
        let line =
            entry.declaration.isOperator
            ? "@testable import \(kind) \(entry.module) . \(name)"
            : "@testable import \(kind) \(entry.module).`\(name)`"
        if scoped.insert(line).inserted { lines.append(line) }
    }
}
