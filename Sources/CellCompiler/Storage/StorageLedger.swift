/// Keeps the books of variables' storage, and finds what nothing can reach any more.
///
/// Code that can still run is: what a live name leads to; what had its address taken (closures, functions kept as values,
/// methods, witnesses), for whoever has the address may call it; and what such code calls. A cell's own course ran once and
/// is over. A variable that was replaced is out of reach once no such code refers to its storage.
public struct StorageLedger: Sendable {
    private struct Variable: Sendable {
        var name: String
        var module: String
    }

    private struct Function: Sendable {
        var module: String
        /// The declared name that alone leads to it; nil: others may reach it as well.
        var owner: String?
        var isEntry: Bool
        var isData: Bool
        var isGlobal: Bool
        var isAddressTaken = false
        var callees: [Int] = []
        var variables: Set<String> = []
    }

    private var functions: [Function] = []
    private var functionOfSymbol: [String: Int] = [:]
    private var variables: [String: Variable] = [:]

    public init() {}

    /// Takes over the code of a cell.
    public mutating func add(_ cell: CompiledCell) {
        let module = cell.module.name
        let owners = Self.owners(of: cell)
        var numbers: [Int: Int] = [:]
        for (section, node) in cell.code.nodes {
            numbers[section] = functions.count
            let names = Set(node.symbols.map { owners[$0] })
            for symbol in node.symbols where functionOfSymbol[symbol] == nil {
                functionOfSymbol[symbol] = functions.count
            }
            functions.append(
                Function(
                    module: module, owner: names.count == 1 ? names.first.flatMap { $0 } : nil, isEntry: node.isEntry,
                    isData: node.isData, isGlobal: !node.symbols.isEmpty))
        }
        for (section, node) in cell.code.nodes {
            guard let number = numbers[section] else { continue }
            for target in node.calls {
                if let callee = self.number(of: target, numbers) { functions[number].callees.append(callee) }
            }
            for target in node.references {
                if let taken = self.number(of: target, numbers) {
                    functions[taken].isAddressTaken = true
                } else if case .global(let symbol) = target {
                    functions[number].variables.insert(symbol)
                }
            }
        }
    }

    private func number(of target: CodeGraph.Target, _ numbers: [Int: Int]) -> Int? {
        switch target {
        case .local(let section): numbers[section]
        case .global(let symbol): functionOfSymbol[symbol]
        }
    }

    /// The symbols that only a declared name leads to: a function with its default arguments, a variable's accessors.
    private static func owners(of cell: CompiledCell) -> [String: String] {
        var roots: [(root: String, name: String)] = cell.functions.map { ($0.symbol, $0.name) }
        roots += cell.storage.map { (String($1.dropLast()), $0) }
        roots += cell.accessors.map { (String($1.dropLast()), $0) }
        var owners: [String: String] = [:]
        for symbol in cell.code.nodes.values.flatMap(\.symbols) {
            owners[symbol] =
                roots.first { root, _ in
                    guard symbol.hasPrefix(root) else { return false }
                    let rest = symbol.dropFirst(root.count)
                    return rest.isEmpty || rest.hasPrefix("fA") || ["g", "s", "M"].contains(rest)
                }?.name
        }
        return owners
    }

    /// Notes that a variable has a value that needs its memory.
    public mutating func hold(_ name: String, of cell: CompiledCell) {
        guard let symbol = cell.storage[name] else { return }
        variables[symbol] = Variable(name: name, module: cell.module.name)
    }

    /// The symbols of replaced variables that are out of reach; they are told once.
    public mutating func takeUnreachable(_ names: NameTable) -> [String] {
        var candidates = variables.filter { names.hides($1.name, of: $1.module) }
        guard !candidates.isEmpty else { return [] }
        for number in liveFunctions(names) {
            for symbol in functions[number].variables { candidates[symbol] = nil }
        }
        for symbol in candidates.keys { variables[symbol] = nil }
        return candidates.keys.sorted()
    }

    /// Forgets everything.
    public mutating func removeAll() {
        self = StorageLedger()
    }

    private func liveFunctions(_ names: NameTable) -> Set<Int> {
        var live: Set<Int> = []
        var queue: [Int] = []
        for (number, function) in functions.enumerated() where !function.isEntry {
            let isNamed = function.isGlobal && !(function.owner.map { names.hides($0, of: function.module) } ?? false)
            if function.isData || function.isAddressTaken || isNamed {
                live.insert(number)
                queue.append(number)
            }
        }
        while let number = queue.popLast() {
            for callee in functions[number].callees where !functions[callee].isEntry {
                if live.insert(callee).inserted { queue.append(callee) }
            }
        }
        return live
    }
}
