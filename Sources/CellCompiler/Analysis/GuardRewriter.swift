import SwiftSyntax

/// Makes variables of the notebook of what a top-level `guard` binds.
///
/// Swift keeps such names within the file's own code. So `guard let n = f() else { … }` becomes
/// `let n = { guard let n = f() else { … }; return n }()`.
enum GuardRewriter {
    static func rewrite(
        _ node: GuardStmtSyntax, in analysis: inout CellAnalysis, converter: SourceLocationConverter,
        qualified: (String) -> String?
    ) {
        let tokens = node.conditions.flatMap { bindings(in: $0.condition) }
        guard !tokens.isEmpty else { return }
        let isVariable = tokens.contains { $0.isVariable }
        let names = tokens.map {
            DeclarationReader.PatternName(text: DeclarationReader.plain($0.token.text), source: $0.token.text)
        }
        for (token, name) in zip(tokens, names) {
            let line = converter.location(for: token.token.positionAfterSkippingLeadingTrivia).line
            analysis.declarations.append(
                Declaration(
                    name: name.text, kind: isVariable ? .variable : .constant, line: line, isStored: true))
        }
        let effects = EffectVisitor(viewMode: .sourceAccurate)
        effects.walk(node)
        // A `return` is a mistake here, and the compiler tells it where it sees the student's text alone.
        guard !effects.returns else { return }
        qualifyOlderNames(node, names: names.map(\.text), in: &analysis, qualified: qualified)

        let list = names.map(\.source).joined(separator: ", ")
        let value = names.count == 1 ? list : "(\(list))"
        analysis.insert(
            (analysis.hasTopLevelAwait ? "nonisolated(unsafe) " : "") + (isVariable ? "var " : "let ")
                + "\(value) = " + (effects.throwsErrors ? "try " : "") + (effects.waits ? "await " : "") + "{ ",
            before: node)
        analysis.insert("; return \(value) }()", after: node)
        let calls = names.map { "; " + BindingRewriter.call($0, isPlain: true, in: &analysis) }
        analysis.insert(calls.joined(), after: node, for: .bind)
    }

    private static func bindings(in condition: ConditionElementSyntax.Condition) -> [(
        token: TokenSyntax, isVariable: Bool
    )] {
        switch condition {
        case .optionalBinding(let binding):
            let isVariable = binding.bindingSpecifier.tokenKind == .keyword(.var)
            return DeclarationReader.tokens(in: binding.pattern).map { ($0, isVariable) }
        case .matchingPattern(let match):
            let visitor = PatternNameVisitor(viewMode: .sourceAccurate)
            visitor.walk(match.pattern)
            return visitor.tokens
        default: return []
        }
    }

    /// A condition sees the names of those before it, and otherwise the earlier cells'.
    private static func qualifyOlderNames(
        _ node: GuardStmtSyntax, names: [String], in analysis: inout CellAnalysis, qualified: (String) -> String?
    ) {
        var unbound = Set(names)
        for element in node.conditions {
            switch element.condition {
            case .optionalBinding(let binding) where binding.initializer == nil:
                // `guard let x` asks for the older `x`.
                for name in DeclarationReader.names(in: binding.pattern) {
                    guard unbound.contains(name.text), let module = qualified(name.text) else { continue }
                    analysis.qualifiedNames.insert(name.text)
                    analysis.insert(" = \(module).\(name.source)", after: binding.pattern)
                }
            case .optionalBinding(let binding):
                if let initializer = binding.initializer {
                    OwnNameRewriter.qualify(unbound, in: initializer, of: &analysis, qualified: qualified)
                }
            case .matchingPattern(let match):
                OwnNameRewriter.qualify(unbound, in: match.initializer, of: &analysis, qualified: qualified)
            case .expression(let expression):
                OwnNameRewriter.qualify(unbound, in: expression, of: &analysis, qualified: qualified)
            default: break
            }
            unbound.subtract(bindings(in: element.condition).map { DeclarationReader.plain($0.token.text) })
        }
    }
}

/// The names in `case let .point(x, y)` and `case .point(let x, var y)`.
private final class PatternNameVisitor: SyntaxVisitor {
    private(set) var tokens: [(token: TokenSyntax, isVariable: Bool)] = []
    private var isVariable = false

    override func visit(_ node: ValueBindingPatternSyntax) -> SyntaxVisitorContinueKind {
        isVariable = node.bindingSpecifier.tokenKind == .keyword(.var)
        return .visitChildren
    }

    override func visit(_ node: IdentifierPatternSyntax) -> SyntaxVisitorContinueKind {
        tokens.append((node.identifier, isVariable))
        return .skipChildren
    }
}

/// Whether code throws, waits or returns by itself, outside closures and functions.
private final class EffectVisitor: SyntaxVisitor {
    private(set) var throwsErrors = false
    private(set) var waits = false
    private(set) var returns = false

    override func visit(_ node: TryExprSyntax) -> SyntaxVisitorContinueKind {
        if node.questionOrExclamationMark == nil { throwsErrors = true }
        return .visitChildren
    }

    override func visit(_ node: ThrowStmtSyntax) -> SyntaxVisitorContinueKind {
        throwsErrors = true
        return .visitChildren
    }

    override func visit(_ node: ReturnStmtSyntax) -> SyntaxVisitorContinueKind {
        returns = true
        return .visitChildren
    }

    override func visit(_ node: AwaitExprSyntax) -> SyntaxVisitorContinueKind {
        waits = true
        return .visitChildren
    }

    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}
