/// Makes of sourcekitd's results what a notebook shows.
struct SwiftSuggestions {
    /// What stands there already.
    var prefix: String
    /// The modules that hold the live declaration of a name of the session: an older declaration is not offered.
    var liveModules: (String) -> Set<String>
    /// Whether the C library was imported; its names are noise otherwise.
    var showsCLibrary: Bool

    /// The suggestions, best first, each text once; and by how many bytes before the prefix they begin.
    func suggestions(from items: [CompletionItem]) -> (items: [Suggestion], erased: Int) {
        let usable = items.compactMap { item in text(of: item).map { (item: item, text: $0) } }
        // `?.count` replaces the dot as well; what does not brings the dot back.
        let erased = usable.map { $0.item.bytesToErase ?? 0 }.max() ?? 0
        var order: [String] = []
        var found: [String: (suggestion: Suggestion, rank: Int, overloads: Int)] = [:]
        for (item, text) in usable {
            let whole = (item.bytesToErase ?? 0) < erased ? "." + text : text
            let rank = rank(of: item, text)
            if let known = found[whole] {
                found[whole]?.overloads += 1
                found[whole]?.rank = min(known.rank, rank)
            } else {
                order.append(whole)
                let suggestion = Suggestion(whole, kind: Self.kind(of: item), signature: Self.signature(of: item, text))
                found[whole] = (suggestion, rank, 0)
            }
        }
        let ranked = order.enumerated().compactMap { place, text in
            found[text].map { (rank: $0.rank, place: place, suggestion: $0.suggestion, overloads: $0.overloads) }
        }
        let sorted = ranked.sorted { ($0.rank, $0.place) < ($1.rank, $1.place) }
        return (
            sorted.map { entry in
                var suggestion = entry.suggestion
                if entry.overloads > 0, suggestion.kind == "function" {
                    suggestion.signature += " (+\(entry.overloads))"
                }
                return suggestion
            }, erased
        )
    }

    /// What is inserted: a name without its parameters, or an argument's label. Nil for what is not offered.
    private func text(of item: CompletionItem) -> String? {
        if item.kind.contains(".literal."), !["true", "false", "nil"].contains(item.sourceText) { return nil }
        if item.kind.contains(".operator.") { return nil }
        var text = item.sourceText
        let cut = ["(", "<#", "{", "["].compactMap { text.firstRange(of: $0)?.lowerBound }.min()
        if let cut { text = String(text[..<cut]) }
        while text.last == " " { text.removeLast() }
        let name = text.drop { "?.#@`".contains($0) }
        guard let first = name.first, first.isLetter || first == "_" || first == "$" else { return nil }
        if name.hasPrefix("__cuaderno") || (first == "_" && prefix.first != "_") { return nil }
        if item.kind.hasSuffix(".decl.module") {
            return Self.isCell(String(name)) || Self.hiddenModules.contains(String(name)) ? nil : text
        }
        guard let module = item.module, item.context.hasSuffix("module") else { return text }
        if Self.isCell(module), !liveModules(String(name)).contains(module) { return nil }
        return Self.cModules.contains(module) && !showsCLibrary ? nil : text
    }

    /// Smaller is better.
    private func rank(of item: CompletionItem, _ text: String) -> Int {
        // Words that only differ in case come behind those that go on as they were begun.
        let late = text.hasPrefix(prefix) || item.bytesToErase == 1 ? 0 : 10
        let isLabel = item.kind.hasSuffix(".pattern") || text.hasSuffix(":")
        if isLabel { return late }
        if item.kind.hasSuffix(".keyword") { return late + (Self.frequentKeywords.contains(text) ? 4 : 8) }
        if let module = item.module, module == "CellNext" || Self.isCell(module) { return late + 1 }
        switch item.context.split(separator: ".").last {
        case "local": return late + 1
        case "thisclass", "exprspecific": return late + 2
        case "superclass", "outsidenominal", "thismodule": return late + 3
        case "othermodule": return late + (item.module.map(Self.ownModules.contains) ?? false ? 5 : 6)
        default: return late + 7
        }
    }

    private static func isCell(_ module: String) -> Bool {
        module.hasPrefix("Cell") && module.dropFirst(4).allSatisfy(\.isNumber) && module.count > 4
    }

    private static let ownModules: Set<String> = [
        "NeuralEngine", "Interchange", "Charts", "Plots", "Display", "Cuaderno", "LabCommands",
    ]
    private static let cModules: Set<String> = ["SwiftGlibc", "Glibc", "_FoundationCShims", "SwiftShims"]
    private static let hiddenModules: Set<String> = ["CKernels", "COpenBLAS", "CellNext"]
    private static let frequentKeywords: Set<String> = [
        "let", "var", "func", "if", "else", "for", "while", "return", "struct", "class", "enum", "import", "guard",
        "switch", "case", "try", "await", "self", "in", "true", "false", "nil", "init", "throw", "break", "continue",
    ]

    private static func kind(of item: CompletionItem) -> String {
        let kind = item.kind.drop { $0 != "." }.dropFirst("..lang.swift.".count - 1)
        return kinds.first { kind.hasPrefix($0.start) }?.word ?? "instance"
    }

    private static let kinds: [(start: String, word: String)] = [
        ("decl.function.constructor", "param"), ("decl.function", "function"), ("decl.macro", "function"),
        ("decl.struct", "class"), ("decl.class", "class"), ("decl.actor", "class"), ("decl.enumelement", "property"),
        ("decl.enum", "enum"), ("decl.protocol", "interface"), ("decl.typealias", "class"),
        ("decl.associatedtype", "class"), ("decl.generic_type_param", "class"), ("decl.module", "module"),
        ("decl.var.instance", "property"), ("decl.var.class", "property"), ("decl.var.static", "property"),
        ("decl.var", "instance"), ("pattern", "param"), ("keyword", "keyword"), ("literal", "keyword"),
    ]

    /// `(newElement: Int)`, `-> Int`, `Int`: what the text leaves out.
    private static func signature(of item: CompletionItem, _ text: String) -> String {
        let type = item.typeName ?? ""
        if text.hasSuffix(":") {
            let whole = item.description.hasPrefix("(") ? item.description : type
            return whole
        }
        guard item.kind.contains(".function.") || item.kind.contains(".macro") else {
            return item.kind.contains(".decl.var") || item.kind.contains(".enumelement") ? type : ""
        }
        let parameters = item.description.hasPrefix(text) ? String(item.description.dropFirst(text.count)) : ""
        return ["", "Void"].contains(type) ? parameters : "\(parameters) -> \(type)"
    }
}
