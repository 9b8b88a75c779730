import CellCompiler

extension CompletionItem {
    /// The session's live names that begin so, as sourcekitd would name them.
    static func items(for names: NameTable, prefix: String) -> [CompletionItem] {
        names.entries.filter { $0.declaration.name.lowercased().hasPrefix(prefix.lowercased()) }.map { entry in
            let declaration = entry.declaration
            let kind =
                switch declaration.kind {
                case .variable, .constant: "var.global"
                case .function: "function.free"
                case .structure: "struct"
                case .classType: "class"
                case .enumeration: "enum"
                case .protocolType: "protocol"
                case .typeAlias: "typealias"
                case .macro: "macro"
                }
            return CompletionItem(
                kind: "source.lang.swift.decl.\(kind)", description: declaration.name, sourceText: declaration.name,
                typeName: nil, context: "source.codecompletion.context.othermodule", bytesToErase: 0,
                module: entry.module)
        }
    }
}
