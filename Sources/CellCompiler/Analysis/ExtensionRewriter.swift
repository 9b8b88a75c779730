import SwiftSyntax

/// Makes public what a conformance needs to be.
///
/// A type of another cell counts as public, and then so must be what meets the requirements of a protocol of another
/// module: "must be declared public because it matches a requirement".
enum ExtensionRewriter {
    static func rewrite(_ tree: SourceFileSyntax, in analysis: inout CellAnalysis) {
        let own = ownTypes(of: tree)
        var mentioned: Set<String> = []
        for item in tree.statements {
            guard let node = item.item.as(ExtensionDeclSyntax.self), let clause = node.inheritanceClause,
                let type = node.extendedType.firstToken(viewMode: .sourceAccurate)?.text, own[type] == nil
            else { continue }
            let protocols = clause.inheritedTypes.map { ExtensionReader.protocolName($0.type) }
            // What meets a protocol of this cell need not be seen any wider than the protocol.
            guard protocols.contains(where: { own[$0] == nil }) else { continue }
            publish(node.memberBlock, in: &analysis, mentioned: &mentioned)
        }
        // A public member's signature may only name public types.
        var published: Set<String> = []
        while let name = mentioned.subtracting(published).intersection(own.keys).first, let type = own[name] {
            published.insert(name)
            if !hasVisibility(type.modifiers) { analysis.insert("public ", before: type.keyword) }
        }
    }

    private struct OwnType {
        var modifiers: DeclModifierListSyntax
        /// Where modifiers may stand.
        var keyword: Syntax
    }

    private static func ownTypes(of tree: SourceFileSyntax) -> [String: OwnType] {
        var types: [String: OwnType] = [:]
        for item in tree.statements {
            guard let name = item.item.asProtocol((any NamedDeclSyntax).self)?.name.text,
                let node = item.item.asProtocol((any WithModifiersSyntax).self), !item.item.is(FunctionDeclSyntax.self)
            else { continue }
            types[name] = OwnType(modifiers: node.modifiers, keyword: start(of: node))
        }
        return types
    }

    private static func publish(
        _ block: MemberBlockSyntax, in analysis: inout CellAnalysis, mentioned: inout Set<String>
    ) {
        for member in block.members {
            guard let node = member.decl.asProtocol((any WithModifiersSyntax).self),
                !member.decl.is(DeinitializerDeclSyntax.self),
                !member.decl.is(EnumCaseDeclSyntax.self)
            else { continue }
            for modifier in node.modifiers where ["internal", "package"].contains(modifier.name.text) {
                analysis.hide(modifier)
            }
            guard !hasVisibility(node.modifiers) else { continue }
            analysis.insert("public ", before: start(of: node))
            let signature = SignatureTypeVisitor(viewMode: .sourceAccurate)
            signature.walk(member.decl)
            mentioned.formUnion(signature.names)
            if let type = member.decl.asProtocol((any DeclGroupSyntax).self) {
                publish(type.memberBlock, in: &analysis, mentioned: &mentioned)
            }
        }
    }

    private static func hasVisibility(_ modifiers: DeclModifierListSyntax) -> Bool {
        modifiers.contains { modifier in
            modifier.detail == nil && ["public", "open", "private"].contains(modifier.name.text)
        }
    }

    /// The first modifier or the keyword, behind the attributes.
    private static func start(of node: any WithModifiersSyntax) -> Syntax {
        if let first = node.modifiers.first { return Syntax(first) }
        let children = node.children(viewMode: .sourceAccurate)
        let attributes = node.asProtocol((any WithAttributesSyntax).self)?.attributes
        return children.first { child in
            child.id != attributes?.id && child.firstToken(viewMode: .sourceAccurate) != nil
        } ?? Syntax(node)
    }
}

/// The types that a declaration's signature names.
private final class SignatureTypeVisitor: SyntaxVisitor {
    private(set) var names: Set<String> = []

    override func visit(_ node: IdentifierTypeSyntax) -> SyntaxVisitorContinueKind {
        names.insert(DeclarationReader.plain(node.name.text))
        return .visitChildren
    }

    override func visit(_ node: CodeBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}
