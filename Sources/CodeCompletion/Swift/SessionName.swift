import SwiftParser
import SwiftSyntax

/// Tells from a cell's syntax alone whether a name in it means what it means in the session.
///
/// True only where nothing in the cell can give the name another meaning. Where it is false the compiler has to be asked.
public enum SessionName {
    /// What the compiler declares of its own accord: in `catch`, in accessors.
    private static let implicit: Set<String> = ["error", "newValue", "oldValue"]

    /// - Parameters:
    ///   - name: Where the name stands, in UTF-8 bytes.
    ///   - source: The cell, without `%` lines.
    public static func isCertain(_ name: Range<Int>, in source: String) -> Bool {
        let tree = Parser.parse(source: source)
        guard let token = tree.token(at: AbsolutePosition(utf8Offset: name.lowerBound)),
            token.positionAfterSkippingLeadingTrivia.utf8Offset == name.lowerBound,
            token.endPositionBeforeTrailingTrivia.utf8Offset == name.upperBound,
            isUse(token), !isInType(token)
        else { return false }
        // A property wrapper declares `_name` and `$name` beside the name.
        let text = token.text
        guard !implicit.contains(text), text.first != "_", text.first != "$" else { return false }
        return tree.tokens(viewMode: .all).allSatisfy { other in
            plain(other.text) != text || isUse(other) || isMember(other) || isLabel(other)
        }
    }

    /// True for a name that is read or called, and is no member of anything.
    private static func isUse(_ token: TokenSyntax) -> Bool {
        guard let reference = token.parent?.as(DeclReferenceExprSyntax.self), reference.baseName.id == token.id,
            reference.argumentNames == nil, reference.parent?.is(KeyPathPropertyComponentSyntax.self) != true
        else { return false }
        return !isMember(token) && !isInPattern(reference)
    }

    private static func isMember(_ token: TokenSyntax) -> Bool {
        guard let reference = token.parent?.as(DeclReferenceExprSyntax.self) else { return false }
        return reference.parent?.as(MemberAccessExprSyntax.self)?.declName.id == reference.id
    }

    private static func isLabel(_ token: TokenSyntax) -> Bool {
        token.parent?.as(LabeledExprSyntax.self)?.label?.id == token.id
    }

    /// True in what may bind names: `case let .some(name)`.
    private static func isInPattern(_ reference: DeclReferenceExprSyntax) -> Bool {
        ancestors(of: reference).contains { $0.is(ValueBindingPatternSyntax.self) || $0.is(PatternExprSyntax.self) }
    }

    /// True where a member of a type would be meant before a variable of the session.
    private static func isInType(_ token: TokenSyntax) -> Bool {
        ancestors(of: token).contains { $0.asProtocol((any DeclGroupSyntax).self) != nil }
    }

    private static func ancestors(of node: some SyntaxProtocol) -> some Sequence<Syntax> {
        sequence(first: Syntax(node)) { $0.parent }
    }

    private static func plain(_ text: String) -> Substring {
        text.first == "`" && text.last == "`" ? text.dropFirst().dropLast() : text[...]
    }
}
