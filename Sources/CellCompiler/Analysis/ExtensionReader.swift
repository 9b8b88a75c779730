import SwiftSyntax

/// Reads what an extension adds to its type.
enum ExtensionReader {
    static func record(_ node: ExtensionDeclSyntax, in content: inout ExtensionContent) {
        let extended = SignatureReader.words(node.extendedType)
        let type = extended + (node.genericWhereClause.map(SignatureReader.words) ?? "")
        for entry in node.inheritanceClause?.inheritedTypes ?? [] {
            content.conformances.insert("\(type): \(protocolName(entry.type))")
        }
        record(node.memberBlock, of: type, named: plain(extended), in: &content)
    }

    /// The protocol without attributes such as `@retroactive`.
    static func protocolName(_ type: TypeSyntax) -> String {
        type.as(AttributedTypeSyntax.self).map { SignatureReader.words($0.baseType) } ?? SignatureReader.words(type)
    }

    /// `Array` for `[Int]` and for `Swift.Array<Int>`.
    private static func plain(_ type: String) -> String {
        if type.hasPrefix("[") { return type.contains(":") ? "Dictionary" : "Array" }
        if type.hasSuffix("?") { return "Optional" }
        let name = type.prefix { $0 != "<" }
        return String(name.split(separator: ".").last ?? name)
    }

    private static func record(
        _ block: MemberBlockSyntax, of type: String, named plainType: String, in content: inout ExtensionContent
    ) {
        func add(_ name: String, _ signature: String = "") {
            content.members.insert("\(type).\(name)\(signature)")
            content.memberNames.insert("\(plainType).\(name)")
        }
        for member in block.members {
            switch member.decl.as(DeclSyntaxEnum.self) {
            case .variableDecl(let node):
                for binding in node.bindings {
                    for name in DeclarationReader.names(in: binding.pattern) { add(name.text) }
                }
            case .functionDecl(let node):
                add(DeclarationReader.plain(node.name.text), SignatureReader.signature(of: node))
            case .initializerDecl(let node):
                add(
                    "init",
                    SignatureReader.signature(
                        node.signature.parameterClause, generics: node.genericParameterClause,
                        constraints: node.genericWhereClause))
            case .subscriptDecl(let node):
                add(
                    "subscript",
                    SignatureReader.signature(
                        node.parameterClause, generics: node.genericParameterClause,
                        constraints: node.genericWhereClause))
            case .ifConfigDecl(let node):
                for clause in node.clauses {
                    guard case .decls(let members)? = clause.elements else { continue }
                    record(MemberBlockSyntax(members: members), of: type, named: plainType, in: &content)
                }
            default:
                if let name = member.decl.asProtocol((any NamedDeclSyntax).self)?.name.text { add(name) }
            }
        }
    }
}
