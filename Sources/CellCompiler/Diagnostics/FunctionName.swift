/// The student's name of a function, out of what the demangler or the debug information calls it.
///
/// `(2) await resume partial function for Cell3.Counter.next(by: Swift.Int) async -> Swift.Int` is `Counter.next`: modules
/// are ours, how a function was cut into parts is the compiler's affair, and types say little on a stack.
enum FunctionName {
    /// nil for what is the compiler's own.
    static func plain(_ text: some StringProtocol) -> String? {
        var name = Substring(text)
        while let rest = withoutPrefix(name) { name = rest }
        if name.hasPrefix("closure #") { return closure(name) }
        guard !isCompilersOwn(name) else { return nil }
        name = withoutSignature(name)
        for module in ["Swift.", "Foundation."] where name.hasPrefix(module) { name = name.dropFirst(module.count) }
        if let module = name.prefixMatch(of: /Cell\d+(\.|$)/) { name = name[module.range.upperBound...] }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard let last = parts.last else { return nil }
        if accessors.contains(String(last)), parts.count > 1 { return String(parts.dropLast().joined(separator: ".")) }
        if let role = allocating[String(last)] { return (parts.dropLast() + [role]).joined(separator: ".") }
        return name.isEmpty ? nil : String(name)
    }

    private static let accessors: Set<String> = [
        "getter", "get", "setter", "set", "modify", "_modify", "read", "_read", "unsafeMutableAddressor",
        "unsafeAddressor", "didset", "willset", "didSet", "willSet", "init_accessor",
    ]
    private static let allocating: [String: Substring] = [
        "__deallocating_deinit": "deinit", "__allocating_init": "init", "__isolated_deallocating_deinit": "deinit",
    ]
    private static let prefixes = [
        "merged ", "static ", "class ", "implicit ", "dispatch thunk of ", "async function pointer to ", "@objc ",
        "partial apply forwarder for ", "one-time initialization function for ",
        "variable initialization expression of ",
    ]

    /// Without one of the words that stand in front of the function's own name.
    private static func withoutPrefix(_ name: Substring) -> Substring? {
        if let part = name.prefixMatch(of: #/\(\d+\) (suspend|await) resume partial function for /#) {
            return name[part.range.upperBound...]
        }
        if let argument = name.prefixMatch(of: #/default argument \d+ of /#) {
            return name[argument.range.upperBound...]
        }
        if let prefix = prefixes.first(where: { name.hasPrefix($0) }) { return name.dropFirst(prefix.count) }
        if name.hasPrefix("(extension in "), let end = name.firstRange(of: "):") { return name[end.upperBound...] }
        guard let specialization = name.prefixMatch(of: /[\w\- ]*specialization </) else { return nil }
        // The list of what it is specialized for may hold anything, functions as well.
        var depth = 1
        var previous: Character = "<"
        for index in name[specialization.range.upperBound...].indices {
            let character = name[index]
            if character == "<" { depth += 1 }
            if character == ">", previous != "-" { depth -= 1 }
            previous = character
            guard depth == 0 else { continue }
            let rest = name[name.index(after: index)...]
            return rest.hasPrefix(" of ") ? rest.dropFirst(4) : nil
        }
        return nil
    }

    /// `closure #1 (Swift.Int) -> Swift.Int in Cell1.mapped() -> [Swift.Int]` is `closure in mapped`.
    private static func closure(_ name: Substring) -> String {
        var depth = 0
        for index in name.indices {
            switch name[index] {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            case " " where depth == 0 && name[index...].hasPrefix(" in "):
                let around = plain(name[index...].dropFirst(4))
                guard let around, around.wholeMatch(of: /Cell\d+/) == nil else { return "closure" }
                return "closure in \(around)"
            default: break
            }
        }
        return "closure"
    }

    private static func isCompilersOwn(_ name: Substring) -> Bool {
        ["reabstraction thunk", "protocol witness", "outlined ", "key path ", "thunk for ", "vtable thunk"]
            .contains { name.hasPrefix($0) }
    }

    /// Without parameters, generics and the type of what it returns.
    private static func withoutSignature(_ name: Substring) -> Substring {
        // `static Cell1.S.< infix(…)`
        if let fix = name.firstMatch(of: #/ (infix|prefix|postfix)\(/#) { return name[..<fix.range.lowerBound] }
        let end = name.firstIndex { $0 == "(" || $0 == "<" || $0 == " " || $0 == ":" } ?? name.endIndex
        return name[..<end]
    }
}
