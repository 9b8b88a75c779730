/// Which declaration each name of the session means now.
public struct NameTable: Sendable {
    /// A declaration and the module that holds it.
    public struct Entry: Hashable, Sendable {
        public var declaration: Declaration
        public var module: String
    }

    private(set) var modules: [String: CellModule] = [:]
    private var order: [String: Int] = [:]
    private var live: [String: [Entry]] = [:]
    /// Names whose newest declaration never got its value, and the cell where that happened.
    private var unset: [String: String] = [:]
    /// Names that only a cell with a mistake declares, and that cell.
    private var rejected: [String: String] = [:]
    /// Objects that commands made: the name and its Swift type.
    public private(set) var commandNames: [String: String] = [:]
    /// Modules with an extension member that a later cell wrote again.
    private var replacedExtensions: Set<String> = []
    private(set) var imports: [String] = []

    public init() {}

    /// All live declarations, by name.
    public var entries: [Entry] { live.values.flatMap { $0 }.sorted { $0.declaration.name < $1.declaration.name } }

    /// The live names of the newest modules.
    func newestNames(modules limit: Int) -> [String] {
        let found = entries
        let newest = Set(found.map(\.module)).sorted { order[$0, default: 0] > order[$1, default: 0] }.prefix(limit)
        return found.filter { newest.contains($0.module) }.map(\.declaration.name)
    }

    /// Whether the session declares the name.
    func isLive(_ name: String) -> Bool { live[name] != nil || commandNames[name] != nil }

    /// The module that holds the variable of this name, if it is a live one.
    public func moduleOfVariable(_ name: String) -> String? {
        live[name]?.last { $0.declaration.kind.isVariable }?.module
    }

    /// Whether the name means something that holds a value: a variable, or an object that a command made.
    public func hasVariable(_ name: String) -> Bool { moduleOfVariable(name) != nil || commandNames[name] != nil }

    /// The modules that hold the live declarations of this name.
    public func modules(ofLive name: String) -> Set<String> { Set((live[name] ?? []).map(\.module)) }

    /// The cell in which this name was declared without getting its value, if no older one stands in for it.
    public func cellThatLeftUnset(_ name: String) -> String? {
        live[name] == nil && commandNames[name] == nil ? unset[name] : nil
    }

    /// The cell that declares this name but was rejected by the compiler, if nothing else has the name.
    public func cellThatWasRejected(_ name: String) -> String? { isLive(name) ? nil : rejected[name] }

    /// The cell in which a constant of this name was declared.
    func cell(ofConstant name: String) -> String? {
        guard let entry = live[name]?.last, entry.declaration.kind == .constant else { return nil }
        return modules[entry.module]?.label
    }

    /// Remembers what a rejected cell would have declared, for hints.
    public mutating func addRejected(_ declarations: [Declaration], label: String) {
        for declaration in declarations { rejected[declaration.name] = label }
    }

    /// Takes over what a cell declared.
    ///
    /// - Parameters:
    ///   - module: The cell.
    ///   - boundNames: The variables that got their value. A variable that did not is not live: the older meaning of its
    ///     name stays.
    public mutating func add(_ module: CellModule, boundNames: Set<String>) {
        // A cell that is run again says once more whatever it says unnamed; its earlier modules need not be imported for it.
        if module.actsUnnamed {
            for other in modules.values where other.actsUnnamed && other.text == module.text {
                modules[other.name]?.actsUnnamed = false
            }
        }
        order[module.name] = modules.count
        modules[module.name] = module
        for declaration in module.declarations {
            if declaration.kind.isVariable, declaration.isStored, !boundNames.contains(declaration.name) {
                unset[declaration.name] = module.label
                continue
            }
            unset[declaration.name] = nil
            commandNames[declaration.name] = nil
            let entry = Entry(declaration: declaration, module: module.name)
            if declaration.kind == .function {
                // Overloads live side by side; the same signature is a new version.
                live[declaration.name, default: []].removeAll {
                    $0.declaration.kind != .function
                        || ($0.declaration.signature == declaration.signature && $0.module != module.name)
                }
            } else {
                live[declaration.name] = []
            }
            live[declaration.name, default: []].append(entry)
        }
        guard !module.extensionMembers.isEmpty else { return }
        for other in modules.values
        where other.name != module.name && !other.extensionMembers.isDisjoint(with: module.extensionMembers) {
            replacedExtensions.insert(other.name)
        }
    }

    /// Takes over an object that a command made: the newest meaning of the name.
    public mutating func addCommandName(_ name: String, type: String) {
        live[name] = nil
        unset[name] = nil
        commandNames[name] = type
    }

    /// Keeps imports for later cells.
    public mutating func addImports(_ texts: [String]) {
        for text in texts where !imports.contains(text) { imports.append(text) }
    }

    /// The modules that the session imports as wholes: what every cell sees.
    var wholeModules: Set<String> { Self.wholeModules(in: imports).union(["Cuaderno"]) }

    /// The modules that import lines name as wholes.
    static func wholeModules(in imports: [String]) -> Set<String> {
        Set(imports.compactMap { $0.wholeMatch(of: /import ([A-Za-z_]\w*)/).map { String($0.output.1) } })
    }

    /// Forgets everything: nothing that was declared can be named any more.
    public mutating func removeAll() {
        self = NameTable()
    }

    /// The imports that a segment needs so that each name means its newest declaration.
    ///
    /// What a segment declares anew is not imported: a cell that is run again needs the same imports as before.
    func importPlan(for analysis: CellAnalysis, of text: String) -> ImportPlan {
        var own = Set(analysis.declarations.filter { $0.kind != .function }.map(\.name))
        let used = analysis.usedNames
        var entries: [String: [Entry]] = [:]
        for name in used where !own.contains(name) || analysis.earlierNames.contains(name) {
            let found = (live[name] ?? []).filter { !analysis.redeclares($0.declaration) }
            if !found.isEmpty {
                entries[name] = found
            } else if live[name] != nil {
                own.insert(name)
            }
        }
        var needed = Set(entries.values.flatMap { $0.map(\.module) })
        for module in modules.values where module.actsUnnamed && module.text != text { needed.insert(module.name) }
        for name in needed { needed.formUnion(modules[name]?.dependencies ?? []) }

        var plan = ImportPlan(dependencies: needed)
        for name in needed.sorted(by: { order[$0, default: 0] < order[$1, default: 0] }) {
            guard let module = modules[name] else { continue }
            if importsWhole(module, entries: entries, used: used, own: own) {
                plan.lines.append("@testable import \(name)")
            } else {
                for declaration in module.declarations {
                    let entry = Entry(declaration: declaration, module: name)
                    guard entries[declaration.name]?.contains(entry) ?? false else { continue }
                    plan.addScoped(entry)
                }
            }
        }
        // Where two imported cells declare a used name, a scoped import takes precedence over the whole modules.
        for (name, newest) in entries where needed.contains(where: { declares($0, name, otherThan: newest) }) {
            for entry in newest { plan.addScoped(entry) }
        }
        for (name, type) in commandNames where used.contains(name) && !own.contains(name) {
            plan.accessors.append((name, type))
        }
        return plan
    }

    private func declares(_ module: String, _ name: String, otherThan newest: [Entry]) -> Bool {
        (modules[module]?.declarations ?? []).contains { declaration in
            declaration.name == name && !newest.contains(Entry(declaration: declaration, module: module))
        }
    }

    /// False where the whole module would bring in something that is not live any more and is named here.
    private func importsWhole(
        _ module: CellModule, entries: [String: [Entry]], used: Set<String>, own: Set<String>
    ) -> Bool {
        if replacedExtensions.contains(module.name) { return false }
        return !module.declarations.contains { declaration in
            used.contains(declaration.name) && !own.contains(declaration.name) && entries[declaration.name] == nil
        }
    }
}

/// The lines that go before a segment.
struct ImportPlan: Sendable {
    /// The modules that the segment's module depends on from now on.
    var dependencies: Set<String>
    /// The import lines, oldest module first, scoped imports last.
    var lines: [String] = []
    /// Objects of commands that the segment names: name and type.
    var accessors: [(name: String, type: String)] = []
    private var scoped: Set<String> = []

    init(dependencies: Set<String>) {
        self.dependencies = dependencies
    }

    mutating func addScoped(_ entry: NameTable.Entry) {
        let name = entry.declaration.name
        let isIdentifier = name.first.map { $0.isLetter || $0 == "_" } ?? false
        // An operator cannot be imported alone; the whole module is.
        let line =
            isIdentifier
            ? "@testable import \(entry.declaration.kind.rawValue) \(entry.module).`\(name)`"
            : "@testable import \(entry.module)"
        if scoped.insert(line).inserted, !lines.contains(line) { lines.append(line) }
    }
}

extension CellAnalysis {
    /// True for a function of which the segment has a new version.
    fileprivate func redeclares(_ function: Declaration) -> Bool {
        function.kind == .function
            && declarations.contains {
                $0.kind == .function && $0.name == function.name && $0.signature == function.signature
            }
    }
}
