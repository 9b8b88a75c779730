/// Which declaration each name of the session means now.
public struct NameTable: Sendable {
    /// A declaration and the module that holds it.
    public struct Entry: Hashable, Sendable {
        public var declaration: Declaration
        public var module: String
    }

    private(set) var modules: [String: CellModule] = [:]
    private(set) var order: [String: Int] = [:]
    private(set) var live: [String: [Entry]] = [:]
    /// Names whose newest declaration never got its value, and the cell where that happened.
    private(set) var unset: [String: String] = [:]
    /// Names that only a cell with a mistake declares, and that cell.
    private var rejected: [String: String] = [:]
    /// Objects that commands made: the name and its Swift type.
    public private(set) var commandNames: [String: String] = [:]
    /// What extensions added: the newest module of each member and conformance.
    private(set) var liveMembers: [String: String] = [:]
    private(set) var liveConformances: [String: String] = [:]
    /// The newest declaration of each operator and precedence group.
    private(set) var operators: [String: OperatorDeclaration] = [:]
    private(set) var imports: [String] = []

    public init() {}

    /// All live declarations, by name.
    public var entries: [Entry] { live.values.flatMap { $0 }.sorted { $0.declaration.name < $1.declaration.name } }

    /// The live names of the newest modules.
    func newestNames(modules limit: Int) -> [String] { newestEntries(modules: limit).map(\.declaration.name) }

    /// Those of them that are variables, and the objects that commands made.
    func newestVariables(modules limit: Int) -> [String] {
        newestEntries(modules: limit).filter(\.declaration.kind.isVariable).map(\.declaration.name)
            + commandNames.keys.sorted()
    }

    private func newestEntries(modules limit: Int) -> [Entry] {
        let found = entries
        let newest = Set(
            Set(found.map(\.module)).sorted { order[$0, default: 0] > order[$1, default: 0] }.prefix(limit))
        return found.filter { newest.contains($0.module) }
    }

    /// Whether the session declares the name.
    func isLive(_ name: String) -> Bool { live[name] != nil || commandNames[name] != nil }

    /// Whether no later cell can name this declaration of a module any more.
    ///
    /// A module may be imported whole for its extensions; then a replaced name is hidden by a newer one, but overloads of
    /// functions stand beside each other.
    func hides(_ name: String, of module: String) -> Bool {
        if live[name]?.contains(where: { $0.module == module }) ?? false { return false }
        if !(modules[module]?.mayBeImportedWhole ?? true) { return true }
        if commandNames[name] != nil { return true }
        return live[name]?.contains { $0.declaration.kind != .function } ?? false
    }

    /// Whether the name means something that holds a value: a variable, or an object that a command made.
    public func hasVariable(_ name: String) -> Bool {
        commandNames[name] != nil || live[name]?.contains { $0.declaration.kind.isVariable } ?? false
    }

    /// The modules that hold the live declarations of this name.
    public func modules(ofLive name: String) -> Set<String> { Set((live[name] ?? []).map(\.module)) }

    /// The module that holds the newest declaration of this name, if there is one.
    public func module(of name: String) -> String? { live[name]?.last?.module }

    /// Whether a declaration of the session stands in the place of an elementary function: anything but an overload for
    /// other types, such as a `sqrt` of a vector.
    func hidesElementaryFunction(_ name: String) -> Bool {
        if commandNames[name] != nil { return true }
        return live[name]?.contains { entry in
            guard entry.declaration.kind == .function, let module = modules[entry.module] else { return true }
            let signature = module.canonicalSignatures[entry.declaration] ?? entry.declaration.signature
            let types = signature.replacing("Swift.", with: "").split { "(:,) _".contains($0) }
            return types.allSatisfy { $0 == "Double" }
        } ?? false
    }

    /// How the student knows the cell of a module.
    func label(ofModule module: String) -> String? { modules[module]?.label }

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

    /// The cell that makes a type conform to a protocol, named as in a compiler's message.
    func cellThatStates(_ type: String, _ protocolName: String) -> String? {
        liveConformances["\(type): \(protocolName)"].flatMap { modules[$0]?.label }
    }

    /// Takes over what a cell declared.
    ///
    /// - Parameters:
    ///   - module: The cell.
    ///   - boundNames: The variables that got their value. A variable that did not is not live: the older meaning of its
    ///     name stays.
    public mutating func add(_ module: CellModule, boundNames: Set<String>) {
        order[module.name] = modules.count
        modules[module.name] = module
        for declaration in module.declarations {
            if declaration.kind.isVariable, declaration.isStored, !boundNames.contains(declaration.name) {
                unset[declaration.name] = module.label
            } else {
                add(declaration, of: module)
            }
        }
        for member in module.extensions.members { liveMembers[member] = module.name }
        for conformance in module.extensions.conformances { liveConformances[conformance] = module.name }
        for declaration in module.operators { operators[declaration.key] = declaration }
    }

    private mutating func add(_ declaration: Declaration, of module: CellModule) {
        unset[declaration.name] = nil
        commandNames[declaration.name] = nil
        let entry = Entry(declaration: declaration, module: module.name)
        guard declaration.kind == .function else {
            live[declaration.name] = [entry]
            return
        }
        // Overloads live side by side; the same signature is a new version.
        live[declaration.name, default: []].removeAll { older in
            guard older.declaration.kind == .function else { return true }
            guard older.module != module.name, let holder = modules[older.module] else { return false }
            return holder.isSame(older.declaration, as: declaration, in: module)
        }
        live[declaration.name, default: []].append(entry)
    }

    /// Takes over an object that a command made: the newest meaning of the name.
    public mutating func addCommandName(_ name: String, type: String) {
        live[name] = nil
        unset[name] = nil
        commandNames[name] = type
    }

    /// Forgets what the name means.
    public mutating func remove(_ name: String) {
        live[name] = nil
        commandNames[name] = nil
        unset[name] = nil
        rejected[name] = nil
    }

    /// All names that can be used.
    public var liveNames: [String] { Array(live.keys) + Array(commandNames.keys) }

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
