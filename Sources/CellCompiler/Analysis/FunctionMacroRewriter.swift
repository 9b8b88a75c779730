import SwiftSyntax

/// Makes `#function` name the cell where no function is around it.
///
/// Swift gives it the module's name there, and a module of a cell has a name that nobody knows: `Cell0007`. `#file` is
/// `In[7]`.
enum FunctionMacroRewriter {
    /// Runs before whatever inserts text behind nodes, for it hides the end of one.
    static func rewrite(_ tree: SourceFileSyntax, in analysis: inout CellAnalysis) {
        let visitor = TopLevelFunctionVisitor(viewMode: .sourceAccurate)
        visitor.walk(tree)
        for name in visitor.names {
            analysis.asksForItsPlace = true
            analysis.insert("file/*", before: name)
            analysis.insert("*/", after: name)
        }
    }
}

/// Finds each `#function` outside functions, accessors and types. A closure has no name of its own.
private final class TopLevelFunctionVisitor: SyntaxVisitor {
    private(set) var names: [TokenSyntax] = []

    override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind {
        if node.macroName.text == "function" { names.append(node.macroName) }
        return .visitChildren
    }

    override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: MemberBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}
