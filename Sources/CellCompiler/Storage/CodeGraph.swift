/// Which functions of a cell refer to which, and to which variables.
public struct CodeGraph: Sendable {
    /// What a reference leads to.
    enum Target: Hashable, Sendable {
        /// A function of the same object.
        case local(Int)
        /// A function or a variable of any cell, by its symbol.
        case global(String)
    }

    /// A function, or some data.
    struct Node: Sendable {
        /// The symbols by which other cells reach it.
        var symbols: [String] = []
        /// Runs once, from the cell's beginning to its end.
        var isEntry = false
        /// Not code: whatever it refers to may be found by the run time.
        var isData = false
        /// What it calls and does not keep.
        var calls: Set<Target> = []
        /// What it takes the address of.
        var references: Set<Target> = []
    }

    private(set) var nodes: [Int: Node] = [:]

    /// - Parameters:
    ///   - object: What the compiler made.
    ///   - entryPoint: The symbol of the cell's `main`.
    init(_ object: ObjectFile, entryPoint: String) {
        var others: Set<Int> = []
        for symbol in object.symbols where !symbol.isSection {
            guard let section = symbol.section, object.sections[section].isCode else { continue }
            if Self.isEntry(symbol.name, entryPoint: entryPoint) {
                nodes[section, default: Node()].isEntry = true
            } else if !symbol.name.isEmpty {
                others.insert(section)
            }
            if symbol.isGlobal { nodes[section, default: Node()].symbols.append(symbol.name) }
        }
        // Where another function shares the section, nothing of it is known to be over.
        for section in others { nodes[section]?.isEntry = false }
        for reference in object.references {
            let section = object.sections[reference.section]
            // Tables for unwinding, and the record that says where the program begins, keep nothing alive.
            guard section.name != ".eh_frame", section.name != "swift5_entry",
                let target = Self.target(object.symbols[reference.symbol], in: object)
            else { continue }
            var node = nodes[reference.section] ?? Node()
            node.isData = !section.isCode
            if reference.isCall, section.isCode { node.calls.insert(target) } else { node.references.insert(target) }
            nodes[reference.section] = node
        }
    }

    /// An asynchronous cell's course is cut into pieces.
    private static func isEntry(_ symbol: String, entryPoint: String) -> Bool {
        symbol == entryPoint || symbol.hasPrefix("async_Main")
    }

    /// nil for what belongs to no cell.
    private static func target(_ symbol: ObjectFile.Symbol, in object: ObjectFile) -> Target? {
        if let section = symbol.section, object.sections[section].isCode { return .local(section) }
        return CellNames.isIn(symbol.name) ? .global(symbol.name) : nil
    }
}

extension CodeGraph {
    /// The same of a copy with another name.
    func renamed(_ rename: ModuleRenaming) -> CodeGraph {
        func renamed(_ targets: Set<Target>) -> Set<Target> {
            Set(
                targets.map { target in
                    guard case .global(let symbol) = target else { return target }
                    return .global(rename(symbol))
                })
        }
        var copy = self
        copy.nodes = nodes.mapValues { node in
            Node(
                symbols: node.symbols.map { rename($0) }, isEntry: node.isEntry, isData: node.isData,
                calls: renamed(node.calls), references: renamed(node.references))
        }
        return copy
    }
}
