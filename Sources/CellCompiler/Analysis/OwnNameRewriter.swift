import SwiftSyntax

/// A variable whose own initialiser names it means the earlier one; Swift alone would see a circle.
enum OwnNameRewriter {
    static func rewrite(
        _ variable: VariableDeclSyntax, in analysis: inout CellAnalysis, qualified: (String) -> String?
    ) {
        let names = Set(variable.bindings.flatMap { DeclarationReader.names(in: $0.pattern) }.map(\.text))
        for binding in variable.bindings {
            if let annotation = binding.typeAnnotation {
                qualify(names, in: annotation, of: &analysis, qualified: qualified)
            }
            guard let initializer = binding.initializer else { continue }
            // A closure with a type of its own may mean itself: `let f: (Int) -> Int = { $0 > 9 ? $0 : f($0 + 1) }`.
            if binding.typeAnnotation != nil, initializer.value.is(ClosureExprSyntax.self) { continue }
            qualify(names, in: initializer, of: &analysis, qualified: qualified)
        }
    }

    /// Puts the module before each reference to one of the names.
    static func qualify(
        _ names: Set<String>, in node: some SyntaxProtocol, of analysis: inout CellAnalysis,
        qualified: (String) -> String?
    ) {
        let visitor = OwnNameVisitor(names: names)
        visitor.walk(node)
        for (name, position) in visitor.references {
            guard let module = qualified(name) else { continue }
            analysis.qualifiedNames.insert(name)
            analysis.insert("\(module).", at: position, for: .essential)
        }
    }
}

/// Finds references to names, except where a closure has parameters or variables of that name.
private final class OwnNameVisitor: SyntaxVisitor {
    private var names: Set<String>
    private var hidden: [Set<String>] = []
    private(set) var references: [(name: String, position: AbsolutePosition)] = []

    init(names: Set<String>) {
        self.names = names
        super.init(viewMode: .sourceAccurate)
    }

    override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
        let isMember = node.parent?.as(MemberAccessExprSyntax.self).map { $0.declName == node } ?? false
        if !isMember { note(node.baseName) }
        return .visitChildren
    }

    override func visit(_ node: IdentifierTypeSyntax) -> SyntaxVisitorContinueKind {
        note(node.name)
        return .visitChildren
    }

    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind {
        let local = LocalNameVisitor(viewMode: .sourceAccurate)
        local.walk(node)
        hidden.append(names)
        names.subtract(local.names)
        return .visitChildren
    }

    override func visitPost(_ node: ClosureExprSyntax) {
        if let outer = hidden.popLast() { names = outer }
    }

    private func note(_ token: TokenSyntax) {
        let name = DeclarationReader.plain(token.text)
        if names.contains(name) { references.append((name, token.positionAfterSkippingLeadingTrivia)) }
    }
}

/// The names that a closure introduces, at any depth.
private final class LocalNameVisitor: SyntaxVisitor {
    private(set) var names: Set<String> = []

    override func visit(_ node: IdentifierPatternSyntax) -> SyntaxVisitorContinueKind { add(node.identifier) }
    override func visit(_ node: ClosureShorthandParameterSyntax) -> SyntaxVisitorContinueKind { add(node.name) }
    override func visit(_ node: ClosureParameterSyntax) -> SyntaxVisitorContinueKind {
        add(node.secondName ?? node.firstName)
    }
    override func visit(_ node: ClosureCaptureSyntax) -> SyntaxVisitorContinueKind {
        // `[total]` and `[old = total]` read the outer name.
        .skipChildren
    }
    override func visit(_ node: FunctionParameterSyntax) -> SyntaxVisitorContinueKind {
        add(node.secondName ?? node.firstName)
    }
    override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { add(node.name) }

    private func add(_ token: TokenSyntax) -> SyntaxVisitorContinueKind {
        names.insert(DeclarationReader.plain(token.text))
        return .visitChildren
    }
}
