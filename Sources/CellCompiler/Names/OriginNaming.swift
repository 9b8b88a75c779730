/// Text of the compiler or the run time in the student's terms: types without the module of their cell, `Cell0041.Dog`.
public enum OriginNaming {
    /// - Parameters:
    ///   - text: What the compiler or the run time says.
    ///   - label: How the student knows the cell of a module.
    /// - Returns: `Dog`; where types of one name and several cells are meant, `Dog of In[4]`. A cell's module alone, which is
    ///   `#function` at its top level, is `In[4]`.
    public static func plain(_ text: String, label: (String) -> String?) -> String {
        guard text.contains("Cell") else { return text }
        let types = text.matches(of: pattern)
        let modules = Dictionary(grouping: types, by: \.name).mapValues { Set($0.map(\.module)) }
        return text.replacing(pattern) { type in
            guard modules[type.name, default: []].count > 1 else { return String(type.name) }
            return "\(type.name) of \(label(String(type.module)) ?? "this cell")"
        }.replacing(/\bCell\d{4,}\b/) { module in label(String(module.0)) ?? String(module.0) }
    }

    /// Whether a text that ``plain(_:label:)`` wrote tells types of one name apart.
    static func tellsCellsApart(_ text: String) -> String? {
        text.firstMatch(of: /([A-Za-z_]\w*) of (?:In\[\d+\]|this cell)/).map { String($0.1) }
    }

    private static var pattern: Regex<(Substring, module: Substring, name: Substring)> {
        /\b(?<module>Cell\d{4,})\.(?<name>[A-Za-z_][\w.]*)/
    }
}
