import SwiftSyntax

/// Turns syntax of the top level into ``Declaration``s.
enum DeclarationReader {
    /// A name of a pattern, plain and as it has to be written.
    struct PatternName {
        var text: String
        var source: String
    }

    /// - Parameter isConditional: True inside an `#if`.
    static func record(
        _ declaration: DeclSyntax, in analysis: inout CellAnalysis, converter: SourceLocationConverter,
        isConditional: Bool
    ) {
        func add(
            _ name: TokenSyntax, _ kind: Declaration.Kind, signature: String = "", isStored: Bool = false,
            isOperator: Bool = false
        ) {
            let line = converter.location(for: name.positionAfterSkippingLeadingTrivia).line
            analysis.declarations.append(
                Declaration(
                    name: plain(name.text), kind: kind, signature: signature, line: line, isStored: isStored,
                    isOperator: isOperator, isConditional: isConditional))
        }
        switch declaration.as(DeclSyntaxEnum.self) {
        case .variableDecl(let node):
            let kind: Declaration.Kind = node.bindingSpecifier.tokenKind == .keyword(.let) ? .constant : .variable
            let stored = isStored(node)
            for token in node.bindings.flatMap({ tokens(in: $0.pattern) }) { add(token, kind, isStored: stored) }
        case .functionDecl(let node):
            // A prefix operator and an infix one are two functions.
            let fixity = node.modifiers.first { ["prefix", "postfix"].contains($0.name.text) }?.name.text ?? ""
            add(
                node.name, .function, signature: fixity + SignatureReader.signature(of: node),
                isOperator: node.name.tokenKind.isOperator)
        case .structDecl(let node): add(node.name, .structure)
        case .classDecl(let node): add(node.name, .classType)
        // There is no `import actor`: an actor is imported as the class that it is.
        case .actorDecl(let node): add(node.name, .classType)
        case .enumDecl(let node): add(node.name, .enumeration)
        case .protocolDecl(let node): add(node.name, .protocolType)
        case .typeAliasDecl(let node):
            add(node.name, .typeAlias)
            analysis.aliasedNames.formUnion(node.initializer.value.tokens(viewMode: .sourceAccurate).map(\.text))
        case .macroDecl(let node): add(node.name, .macro)
        case .operatorDecl(let node): analysis.operators.append(OperatorReader.declaration(of: node))
        case .precedenceGroupDecl(let node): analysis.operators.append(OperatorReader.declaration(of: node))
        case .importDecl(let node): analysis.imports.append(ImportReader.text(of: node))
        case .extensionDecl(let node): ExtensionReader.record(node, in: &analysis.extensions)
        default: break
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

    static func tokens(in pattern: PatternSyntax) -> [TokenSyntax] {
        switch pattern.as(PatternSyntaxEnum.self) {
        case .identifierPattern(let node): [node.identifier]
        case .tuplePattern(let node): node.elements.flatMap { tokens(in: $0.pattern) }
        case .valueBindingPattern(let node): tokens(in: node.pattern)
        default: []
        }
    }

    /// Without back-ticks.
    static func plain(_ name: String) -> String {
        name.first == "`" && name.count > 2 ? String(name.dropFirst().dropLast()) : name
    }
}

extension TokenKind {
    /// True for an operator, wherever it stands.
    var isOperator: Bool {
        switch self {
        case .binaryOperator, .prefixOperator, .postfixOperator: true
        default: false
        }
    }
}
