import SwiftSyntax

/// A type with `@main` is a program's beginning; in a notebook it begins when its cell runs.
enum MainRewriter {
    static func rewrite(_ tree: SourceFileSyntax, in analysis: inout CellAnalysis) {
        for item in tree.statements {
            guard let type = item.item.asProtocol((any DeclGroupSyntax).self),
                let name = item.item.asProtocol((any NamedDeclSyntax).self)?.name.text,
                let attribute = type.attributes.first(where: isMain), let last = tree.statements.last
            else { continue }
            analysis.hide(attribute)
            let effects = mainFunction(of: type)?.signature.effectSpecifiers
            if effects?.asyncSpecifier != nil { analysis.hasTopLevelAwait = true }
            analysis.insert(
                (last.semicolon == nil ? "; " : " ") + (effects?.throwsClause == nil ? "" : "try ")
                    + (effects?.asyncSpecifier == nil ? "" : "await ") + "\(name).main()", after: last)
        }
    }

    private static func isMain(_ attribute: AttributeListSyntax.Element) -> Bool {
        attribute.as(AttributeSyntax.self)?.attributeName.trimmedDescription == "main"
    }

    private static func mainFunction(of type: any DeclGroupSyntax) -> FunctionDeclSyntax? {
        type.memberBlock.members.lazy.compactMap { $0.decl.as(FunctionDeclSyntax.self) }.first { function in
            function.name.text == "main" && function.signature.parameterClause.parameters.isEmpty
                && function.modifiers.contains { ["static", "class"].contains($0.name.text) }
        }
    }
}
