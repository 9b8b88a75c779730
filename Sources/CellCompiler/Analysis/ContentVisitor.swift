import SwiftSyntax

/// Gathers what a whole segment says, at any depth.
final class ContentVisitor: SyntaxVisitor {
    private(set) var names: Set<String> = []
    private(set) var hasTopLevelAwait = false
    private(set) var deservesOptimisation = false
    /// Functions, closures, accessors and types around the node that is being visited.
    private var depth = 0

    override func visit(_ token: TokenSyntax) -> SyntaxVisitorContinueKind {
        switch token.tokenKind {
        case .identifier(let text):
            names.insert(text.first == "`" ? String(text.dropFirst().dropLast()) : text)
        case .dollarIdentifier(let text):
            // `$name` of a property wrapper is the variable's, and so is its cell.
            names.insert(String(text.dropFirst()))
        case .binaryOperator(let text), .prefixOperator(let text), .postfixOperator(let text):
            names.insert(text)
        default: break
        }
        return .skipChildren
    }

    override func visit(_ node: AwaitExprSyntax) -> SyntaxVisitorContinueKind {
        if depth == 0 { hasTopLevelAwait = true }
        return .visitChildren
    }

    override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind {
        if depth == 0, node.awaitKeyword != nil { hasTopLevelAwait = true }
        deservesOptimisation = true
        return .visitChildren
    }

    override func visit(_ node: DeclModifierSyntax) -> SyntaxVisitorContinueKind {
        if depth == 0, node.name.tokenKind == .keyword(.async) { hasTopLevelAwait = true }
        return .visitChildren
    }

    override func visit(_ node: WhileStmtSyntax) -> SyntaxVisitorContinueKind {
        deservesOptimisation = true
        return .visitChildren
    }

    override func visit(_ node: RepeatStmtSyntax) -> SyntaxVisitorContinueKind {
        deservesOptimisation = true
        return .visitChildren
    }

    override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { enter() }
    override func visitPost(_ node: FunctionDeclSyntax) { depth -= 1 }
    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { enter() }
    override func visitPost(_ node: ClosureExprSyntax) { depth -= 1 }
    override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind { enter() }
    override func visitPost(_ node: AccessorBlockSyntax) { depth -= 1 }
    override func visit(_ node: MemberBlockSyntax) -> SyntaxVisitorContinueKind { enter() }
    override func visitPost(_ node: MemberBlockSyntax) { depth -= 1 }

    private func enter() -> SyntaxVisitorContinueKind {
        depth += 1
        deservesOptimisation = true
        return .visitChildren
    }
}

/// Finds references to names that the same declaration introduces, outside closures: a closure may mean itself.
final class OwnNameVisitor: SyntaxVisitor {
    private let names: Set<String>
    private(set) var references: [DeclReferenceExprSyntax] = []

    init(names: Set<String>) {
        self.names = names
        super.init(viewMode: .sourceAccurate)
    }

    override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
        let isMember = node.parent?.as(MemberAccessExprSyntax.self).map { $0.declName == node } ?? false
        if !isMember, names.contains(node.baseName.text) { references.append(node) }
        return .visitChildren
    }

    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}
