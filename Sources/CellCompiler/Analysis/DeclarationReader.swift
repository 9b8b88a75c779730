import SwiftSyntax

/// Turns syntax of the top level into ``Declaration``s.
enum DeclarationReader {
    /// A name of a pattern, plain and as it has to be written.
    struct PatternName {
        var text: String
        var source: String
    }

    static func record(
        _ declaration: DeclSyntax, in analysis: inout CellAnalysis, converter: SourceLocationConverter
    ) {
        func add(_ name: TokenSyntax, _ kind: Declaration.Kind, signature: String = "", isStored: Bool = false) {
            let line = converter.location(for: name.positionAfterSkippingLeadingTrivia).line
            analysis.declarations.append(
                Declaration(
                    name: plain(name.text), kind: kind, signature: signature, line: line, isStored: isStored))
        }
        switch declaration.as(DeclSyntaxEnum.self) {
        case .variableDecl(let node):
            let kind: Declaration.Kind = node.bindingSpecifier.tokenKind == .keyword(.let) ? .constant : .variable
            let stored = isStored(node)
            for token in node.bindings.flatMap({ tokens(in: $0.pattern) }) { add(token, kind, isStored: stored) }
        case .functionDecl(let node):
            add(node.name, .function, signature: signature(of: node))
            if node.name.tokenKind.isOperator { analysis.actsUnnamed = true }
        case .structDecl(let node): add(node.name, .structure)
        case .classDecl(let node): add(node.name, .classType)
        // There is no `import actor`: an actor is imported as the class that it is.
        case .actorDecl(let node): add(node.name, .classType)
        case .enumDecl(let node): add(node.name, .enumeration)
        case .protocolDecl(let node): add(node.name, .protocolType)
        case .typeAliasDecl(let node): add(node.name, .typeAlias)
        case .macroDecl(let node): add(node.name, .macro)
        case .operatorDecl, .precedenceGroupDecl: analysis.actsUnnamed = true
        case .importDecl(let node): analysis.imports.append(node.trimmedDescription)
        case .extensionDecl(let node):
            analysis.actsUnnamed = true
            analysis.extensionMembers.formUnion(members(of: node))
        default: break
        }
    }

    /// The names that a `guard` leaves in scope.
    static func record(_ node: GuardStmtSyntax, in analysis: inout CellAnalysis, converter: SourceLocationConverter) {
        for condition in node.conditions {
            guard case .optionalBinding(let binding) = condition.condition else { continue }
            let kind: Declaration.Kind = binding.bindingSpecifier.tokenKind == .keyword(.let) ? .constant : .variable
            for token in tokens(in: binding.pattern) {
                let line = converter.location(for: token.positionAfterSkippingLeadingTrivia).line
                analysis.declarations.append(
                    Declaration(name: plain(token.text), kind: kind, line: line, isStored: true))
                analysis.insertions.append(
                    SourceInsertion(
                        offset: node.endPositionBeforeTrailingTrivia.utf8Offset,
                        text: "; __cuadernoBind(\"\(plain(token.text))\") { \(token.text) }", purpose: .bind))
            }
        }
    }

    /// True where the declaration makes storage whose value can be handed out: not computed, not `async let`.
    static func isStored(_ node: VariableDeclSyntax) -> Bool {
        let hasGetter = node.bindings.contains { binding in
            switch binding.accessorBlock?.accessors {
            case .getter?: true
            case .accessors(let list)?: list.contains { ["get", "_read"].contains($0.accessorSpecifier.text) }
            case nil: false
            }
        }
        return !hasGetter && !node.modifiers.contains { $0.name.tokenKind == .keyword(.async) }
    }

    static func names(in pattern: PatternSyntax) -> [PatternName] {
        tokens(in: pattern).map { PatternName(text: plain($0.text), source: $0.text) }
    }

    private static func tokens(in pattern: PatternSyntax) -> [TokenSyntax] {
        switch pattern.as(PatternSyntaxEnum.self) {
        case .identifierPattern(let node): [node.identifier]
        case .tuplePattern(let node): node.elements.flatMap { tokens(in: $0.pattern) }
        case .valueBindingPattern(let node): tokens(in: node.pattern)
        default: []
        }
    }

    private static func plain(_ name: String) -> String {
        name.first == "`" ? String(name.dropFirst().dropLast()) : name
    }

    private static func signature(of node: FunctionDeclSyntax) -> String {
        let parameters = node.signature.parameterClause.parameters.map { parameter in
            "\(parameter.firstName.text):\(words(parameter.type))\(parameter.ellipsis == nil ? "" : "...")"
        }
        let generics = node.genericParameterClause.map(words) ?? ""
        return "\(generics)(\(parameters.joined(separator: ",")))\(node.genericWhereClause.map(words) ?? "")"
    }

    private static func members(of node: ExtensionDeclSyntax) -> [String] {
        let type = words(node.extendedType)
        return node.memberBlock.members.flatMap { member -> [String] in
            switch member.decl.as(DeclSyntaxEnum.self) {
            case .variableDecl(let node):
                node.bindings.flatMap { names(in: $0.pattern) }.map { "\(type).\($0.text)" }
            case .functionDecl(let node): ["\(type).\(node.name.text)\(signature(of: node))"]
            case .initializerDecl(let node): ["\(type).init\(words(node.signature.parameterClause))"]
            case .subscriptDecl(let node): ["\(type).subscript\(words(node.parameterClause))"]
            default: []
            }
        }
    }

    /// The tokens of a node without white space and comments.
    private static func words(_ node: some SyntaxProtocol) -> String {
        node.tokens(viewMode: .sourceAccurate).map(\.text).joined()
    }
}

extension TokenKind {
    fileprivate var isOperator: Bool {
        switch self {
        case .binaryOperator, .prefixOperator, .postfixOperator: true
        default: false
        }
    }
}
