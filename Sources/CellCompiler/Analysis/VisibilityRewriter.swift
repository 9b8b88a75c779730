import SwiftSyntax

/// Takes away the words that hide a declaration from other files: a notebook is one file, whatever its modules are.
///
/// `private` inside a type stays, for it hides from the rest of the file as well.
enum VisibilityRewriter {
    static func rewrite(_ tree: SourceFileSyntax, in analysis: inout CellAnalysis) {
        for item in tree.statements {
            guard let node = item.item.asProtocol((any WithModifiersSyntax).self) else { continue }
            for modifier in node.modifiers where isTopLevelVisibility(modifier, of: item) {
                analysis.hide(modifier)
            }
        }
        let visitor = FilePrivateVisitor(viewMode: .sourceAccurate)
        visitor.walk(tree)
        for modifier in visitor.modifiers { analysis.hide(modifier) }
    }

    private static func isTopLevelVisibility(_ modifier: DeclModifierSyntax, of item: CodeBlockItemSyntax) -> Bool {
        guard modifier.detail == nil else { return false }
        if modifier.name.tokenKind == .keyword(.private) { return true }
        let words: [TokenKind] = [.keyword(.public), .keyword(.internal), .keyword(.package)]
        return item.item.is(ImportDeclSyntax.self) && words.contains(modifier.name.tokenKind)
    }
}

private final class FilePrivateVisitor: SyntaxVisitor {
    private(set) var modifiers: [DeclModifierSyntax] = []

    override func visit(_ node: DeclModifierSyntax) -> SyntaxVisitorContinueKind {
        if node.name.tokenKind == .keyword(.fileprivate) { modifiers.append(node) }
        return .skipChildren
    }
}
