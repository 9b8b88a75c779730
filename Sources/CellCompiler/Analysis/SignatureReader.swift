import SwiftSyntax

/// What tells two functions of one name apart, as far as the text says it.
enum SignatureReader {
    /// Labels, parameter types and constraints; not the result and not the effects, which a new version may change.
    static func signature(of node: FunctionDeclSyntax) -> String {
        signature(
            node.signature.parameterClause, generics: node.genericParameterClause, constraints: node.genericWhereClause)
    }

    static func signature(
        _ parameters: FunctionParameterClauseSyntax, generics: GenericParameterClauseSyntax?,
        constraints: GenericWhereClauseSyntax?
    ) -> String {
        let list = parameters.parameters.map { parameter in
            "\(DeclarationReader.plain(parameter.firstName.text)):\(words(parameter.type))"
                + (parameter.ellipsis == nil ? "" : "...")
        }
        return "\(generics.map(words) ?? "")(\(list.joined(separator: ",")))\(constraints.map(words) ?? "")"
    }

    /// The tokens of a node without white space and comments.
    static func words(_ node: some SyntaxProtocol) -> String {
        node.tokens(viewMode: .sourceAccurate).map(\.text).joined()
    }
}
