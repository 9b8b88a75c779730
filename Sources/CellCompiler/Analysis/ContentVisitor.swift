import SwiftSyntax

/// Gathers what a whole segment says, at any depth.
final class ContentVisitor: SyntaxVisitor {
    private(set) var names: Set<String> = []
    private(set) var memberOperators: Set<String> = []
    private(set) var hasTopLevelAwait = false
    private(set) var hasTopLevelLoop = false
    private(set) var asksForItsPlace = false
    private var hasLoopOrDeclaration = false
    private var hasClosure = false
    private var hasLargeNumber = false
    /// Functions, closures, accessors and types around the node that is being visited.
    private var depth = 0

    /// Without optimisation a closure that the standard library calls costs some 100 ns more for each element; optimising one
    /// costs 50 ms. So a closure alone is worth it when there are hundreds of thousands of elements.
    private static let largeNumber = 100_000.0

    var deservesOptimisation: Bool { hasLoopOrDeclaration || hasClosure && hasLargeNumber }

    override func visit(_ token: TokenSyntax) -> SyntaxVisitorContinueKind {
        switch token.tokenKind {
        case .identifier(let text):
            names.insert(DeclarationReader.plain(text))
        case .dollarIdentifier(let text):
            // `$name` of a property wrapper is the variable's, and so is its cell.
            names.insert(String(text.dropFirst()))
        case .binaryOperator(let text), .prefixOperator(let text), .postfixOperator(let text):
            names.insert(text)
        case .integerLiteral(let text), .floatLiteral(let text):
            guard let number = Double(text.filter { $0 != "_" }) else { break }
            if number >= Self.largeNumber { hasLargeNumber = true }
        default: break
        }
        return .skipChildren
    }

    override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind {
        let harmless = ["line", "column", "function", "selector", "keyPath"]
        if !harmless.contains(node.macroName.text) { asksForItsPlace = true }
        return .visitChildren
    }

    override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
        // A word such as `open` or `left` is a keyword elsewhere, and a name here.
        names.insert(DeclarationReader.plain(node.baseName.text))
        return .visitChildren
    }

    override func visit(_ node: AwaitExprSyntax) -> SyntaxVisitorContinueKind {
        if depth == 0 { hasTopLevelAwait = true }
        return .visitChildren
    }

    override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind {
        if depth == 0, node.awaitKeyword != nil { hasTopLevelAwait = true }
        return noteLoop()
    }

    override func visit(_ node: DeclModifierSyntax) -> SyntaxVisitorContinueKind {
        if depth == 0, node.name.tokenKind == .keyword(.async) { hasTopLevelAwait = true }
        return .visitChildren
    }

    override func visit(_ node: WhileStmtSyntax) -> SyntaxVisitorContinueKind { noteLoop() }

    override func visit(_ node: RepeatStmtSyntax) -> SyntaxVisitorContinueKind { noteLoop() }

    override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
        if depth > 0, node.name.tokenKind.isOperator { memberOperators.insert(node.name.text) }
        return enter()
    }
    override func visitPost(_ node: FunctionDeclSyntax) { depth -= 1 }
    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind {
        depth += 1
        hasClosure = true
        // One that gets a name is a function, and a later cell's loop may call it.
        if node.parent?.is(InitializerClauseSyntax.self) ?? false { hasLoopOrDeclaration = true }
        return .visitChildren
    }
    override func visitPost(_ node: ClosureExprSyntax) { depth -= 1 }
    override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind { enter() }
    override func visitPost(_ node: AccessorBlockSyntax) { depth -= 1 }
    override func visit(_ node: MemberBlockSyntax) -> SyntaxVisitorContinueKind { enter() }
    override func visitPost(_ node: MemberBlockSyntax) { depth -= 1 }

    private func noteLoop() -> SyntaxVisitorContinueKind {
        if depth == 0 { hasTopLevelLoop = true }
        hasLoopOrDeclaration = true
        return .visitChildren
    }

    private func enter() -> SyntaxVisitorContinueKind {
        depth += 1
        hasLoopOrDeclaration = true
        return .visitChildren
    }
}
