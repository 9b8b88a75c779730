import SwiftSyntax

/// Turns import declarations into what later cells repeat.
enum ImportReader {
    /// The import without the words that say who sees it: a cell shows it to nobody.
    static func text(of node: ImportDeclSyntax) -> String {
        let attributes = node.attributes.trimmedDescription
        let kind = node.importKindSpecifier.map { "\($0.text) " } ?? ""
        return (attributes.isEmpty ? "" : "\(attributes) ") + "import \(kind)\(node.path.trimmedDescription)"
    }

    /// The imports of an `#if`, with its conditions; nil where it has none.
    static func imports(of node: IfConfigDeclSyntax) -> String? {
        var lines: [String] = []
        var isEmpty = true
        for clause in node.clauses {
            let condition = clause.condition.map { " \($0.trimmedDescription)" } ?? ""
            lines.append(clause.poundKeyword.text + condition)
            guard case .statements(let items)? = clause.elements else { continue }
            for item in items {
                if let declaration = item.item.as(ImportDeclSyntax.self) {
                    lines.append(text(of: declaration))
                    isEmpty = false
                } else if let nested = item.item.as(IfConfigDeclSyntax.self), let text = imports(of: nested) {
                    lines.append(text)
                    isEmpty = false
                }
            }
        }
        return isEmpty ? nil : (lines + ["#endif"]).joined(separator: "\n")
    }
}
