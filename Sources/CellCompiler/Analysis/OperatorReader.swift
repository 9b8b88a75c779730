import SwiftSyntax

/// Reads declarations of operators and precedence groups.
enum OperatorReader {
    static func declaration(of node: OperatorDeclSyntax) -> OperatorDeclaration {
        let fixity = node.fixitySpecifier.text
        let group = node.operatorPrecedenceAndTypes?.precedenceGroup.text
        return OperatorDeclaration(
            key: "\(fixity) \(node.name.text)", name: node.name.text,
            text: "\(fixity) operator \(node.name.text)" + (group.map { ": \($0)" } ?? ""),
            groups: Set([group].compactMap { $0 }))
    }

    static func declaration(of node: PrecedenceGroupDeclSyntax) -> OperatorDeclaration {
        let groups = node.groupAttributes.flatMap { attribute -> [String] in
            attribute.as(PrecedenceGroupRelationSyntax.self)?.precedenceGroups.map(\.name.text) ?? []
        }
        let attributes = node.groupAttributes.map { attribute in
            attribute.tokens(viewMode: .sourceAccurate).map(\.text).joined(separator: " ")
        }
        return OperatorDeclaration(
            key: "precedencegroup \(node.name.text)", name: node.name.text,
            text: "precedencegroup \(node.name.text) { \(attributes.joined(separator: " ")) }", groups: Set(groups))
    }
}
