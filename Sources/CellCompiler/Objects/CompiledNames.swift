/// What a cell's object says of its declarations, in the compiler's own terms: types are spelled in one way there,
/// whatever the text calls them.
struct CompiledNames: Sendable {
    /// The storage of each top-level variable: its symbol.
    private(set) var storage: [String: String] = [:]
    /// The symbol of each top-level function, by name and signature.
    private(set) var functions: [String: [(signature: String, symbol: String)]] = [:]
    /// The getter of each computed one.
    private(set) var accessors: [String: String] = [:]
    /// The record of each conformance that the cell adds to a type of another module: `Cell2.Coin : Cell3.Speaker` to its
    /// symbol.
    private(set) var conformances: [String: String] = [:]
    /// The cells whose types occur in the declarations.
    private(set) var dependencies: Set<String> = []
    /// The names of all that is declared at the top level, types included; aliases leave no trace.
    private(set) var declared: Set<String> = []

    /// - Parameters:
    ///   - object: What the compiler made.
    ///   - module: The module's name, `Cell7`.
    init(_ object: ObjectFile, module: String) {
        let prefix = "$s\(module.utf8.count)\(module)"
        for symbol in object.symbols where symbol.name.hasPrefix("$s") && !symbol.isSection {
            if symbol.section != nil || Self.namesType(symbol.name) {
                dependencies.formUnion(CellNames.mangled(in: symbol.name))
            }
            guard symbol.section != nil, symbol.isGlobal else { continue }
            if symbol.name.hasPrefix(prefix) {
                note(symbol, module: module)
            } else if symbol.name.hasSuffix("Mc") {
                noteConformance(symbol, module: module)
            }
        }
        dependencies.remove(module)
    }

    private mutating func note(_ symbol: ObjectFile.Symbol, module: String) {
        if symbol.name.hasSuffix("Mc") { noteConformance(symbol, module: module) }
        let kinds = ["F", "vp", "vg", "Mn", "Mp"]
        guard let kind = kinds.first(where: symbol.name.hasSuffix),
            kind.hasPrefix("M") || !Self.isMember(symbol.name, module: module),
            let text = Demangler.demangle(symbol.name)
        else { return }
        switch kind {
        case "F":
            guard let (name, signature) = Self.function(in: text, module: module) else { return }
            functions[name, default: []].append((signature, symbol.name))
            declared.insert(name)
        case "vp", "vg":
            let own = text.dropFirst(module.count + 1).split(separator: " : ", maxSplits: 1)
            guard text.hasPrefix("\(module)."), let first = own.first else { return }
            let name = first.hasSuffix(".getter") ? String(first.dropLast(".getter".count)) : String(first)
            // A member of a type has a dot.
            guard !name.contains(".") else { return }
            declared.insert(name)
            if kind == "vp" { storage[name] = symbol.name } else { accessors[name] = symbol.name }
        default:
            for start in ["nominal type descriptor for ", "protocol descriptor for "]
            where text.hasPrefix("\(start)\(module).") {
                declared.insert(String(text.dropFirst(start.count + module.count + 1)))
            }
        }
    }

    /// Whether a module's first name is a type's: there are many members, and their names need not be taken apart.
    private static func isMember(_ symbol: String, module: String) -> Bool {
        let rest = symbol.utf8.dropFirst(2 + String(module.utf8.count).utf8.count + module.utf8.count)
        let digits = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        guard let length = Int(String(decoding: digits, as: UTF8.self)), length > 0 else { return false }
        guard let kind = rest.dropFirst(digits.count + length).first else { return false }
        return "VCOP".utf8.contains(kind)
    }

    private mutating func noteConformance(_ symbol: ObjectFile.Symbol, module: String) {
        let start = "protocol conformance descriptor for "
        guard let text = Demangler.demangle(symbol.name), text.hasPrefix(start), text.hasSuffix(" in \(module)") else {
            return
        }
        let conformance = String(text.dropFirst(start.count).dropLast(" in \(module)".count))
        // A type of this cell cannot have had this conformance before.
        if !conformance.hasPrefix("\(module).") { conformances[conformance] = symbol.name }
    }

    /// `Cell3.area<A>(of: [Swift.Int]) throws -> Swift.Int` is the name `area` and the signature `<A>(of: [Swift.Int])`;
    /// nil for members of types.
    private static func function(in text: String, module: String) -> (name: String, signature: String)? {
        guard text.hasPrefix("\(module).") else { return nil }
        let rest = text.dropFirst(module.count + 1)
        var name: Substring
        var tail: Substring
        if let fixity = [" infix", " prefix", " postfix"].compactMap({ rest.firstRange(of: $0) }).first {
            // An operator's own characters may be brackets of ours.
            name = rest[..<fixity.lowerBound]
            tail = rest[fixity.upperBound...]
        } else {
            name = rest.prefix { $0 != "(" && $0 != "<" }
            tail = rest[name.endIndex...]
        }
        guard !name.isEmpty, !name.contains(".") || !name.contains(where: \.isLetter) else { return nil }
        guard let end = endOfParameters(in: tail) else { return nil }
        return (String(name), CellNames.removing(from: String(tail[..<end])))
    }

    /// Behind the parenthesis that closes the parameters; generics may stand before them.
    private static func endOfParameters(in text: Substring) -> Substring.Index? {
        var angles = 0
        var parentheses = 0
        var previous: Character = " "
        for index in text.indices {
            switch text[index] {
            case "<": angles += 1
            case ">" where previous != "-": angles -= 1
            case "(": parentheses += 1
            case ")":
                parentheses -= 1
                if parentheses == 0, angles == 0 { return text.index(after: index) }
            default: break
            }
            previous = text[index]
        }
        return nil
    }

    /// Whether an undefined symbol belongs to a type or a protocol, and not to a function that some code calls.
    private static func namesType(_ symbol: String) -> Bool {
        ["Mp", "Mn", "Ma", "Mm", "N"].contains(where: symbol.hasSuffix)
    }
}

extension CompiledNames {
    /// The same of a copy with another name.
    func renamed(_ rename: ModuleRenaming) -> CompiledNames {
        var copy = self
        copy.storage = storage.mapValues { rename($0) }
        copy.functions = functions.mapValues { versions in versions.map { ($0.signature, rename($0.symbol)) } }
        copy.accessors = accessors.mapValues { rename($0) }
        copy.conformances = [:]
        for (conformance, record) in conformances { copy.conformances[rename(conformance)] = rename(record) }
        return copy
    }
}
