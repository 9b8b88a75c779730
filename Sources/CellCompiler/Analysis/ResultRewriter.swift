import SwiftSyntax

/// Shows the value of a segment's last expression.
enum ResultRewriter {
    static func rewrite(_ last: CodeBlockItemSyntax, in analysis: inout CellAnalysis) {
        // A semicolon at the end says that the value is not wanted.
        guard last.semicolon == nil else { return }
        switch last.item {
        case .expr(let expression): show(expression, in: &analysis)
        case .stmt(let statement):
            guard let branching = statement.as(ExpressionStmtSyntax.self)?.expression else { return }
            showBranches(branching, in: &analysis)
        case .decl: return
        }
    }

    private static func show(_ whole: ExprSyntax, in analysis: inout CellAnalysis) {
        var expression = whole
        // `try __cuadernoShow(f())`: an effect's mark covers everything to its right, and stays where the student wrote it.
        while true {
            if let attempt = expression.as(TryExprSyntax.self), attempt.questionOrExclamationMark == nil {
                expression = attempt.expression
            } else if let wait = expression.as(AwaitExprSyntax.self) {
                expression = wait.expression
            } else {
                break
            }
        }
        if isBranching(expression) {
            showBranches(expression, in: &analysis)
            return
        }
        guard !isAssignment(expression), !expression.is(MissingExprSyntax.self),
            !expression.is(DiscardAssignmentExprSyntax.self)
        else { return }
        analysis.showsResult = true
        analysis.insert("__cuadernoShow(", before: expression, for: .show)
        analysis.insert(")", after: expression, for: .show)
    }

    /// `if` and `switch` have a value where each branch is one expression; it can only be named, not handed over.
    private static func showBranches(_ expression: ExprSyntax, in analysis: inout CellAnalysis) {
        guard hasValue(expression) else { return }
        analysis.showsResult = true
        analysis.insert("let __cuadernoResult = ", before: expression, for: .show)
        analysis.insert("; __cuadernoShow(__cuadernoResult)", after: expression, for: .show)
    }

    private static func isBranching(_ expression: ExprSyntax) -> Bool {
        expression.is(IfExprSyntax.self) || expression.is(SwitchExprSyntax.self)
    }

    private static func hasValue(_ expression: ExprSyntax) -> Bool {
        if let node = expression.as(IfExprSyntax.self) {
            guard hasValue(node.body.statements) else { return false }
            return switch node.elseBody {
            case .codeBlock(let block)?: hasValue(block.statements)
            case .ifExpr(let nested)?: hasValue(ExprSyntax(nested))
            case nil: false
            }
        }
        guard let node = expression.as(SwitchExprSyntax.self) else { return false }
        return !node.cases.isEmpty
            && node.cases.allSatisfy { element in
                guard case .switchCase(let clause) = element else { return false }
                return hasValue(clause.statements)
            }
    }

    private static func hasValue(_ statements: CodeBlockItemListSyntax) -> Bool {
        guard statements.count == 1, let only = statements.first else { return false }
        switch only.item {
        case .expr(let expression): return !isAssignment(expression)
        case .stmt(let statement):
            guard let expression = statement.as(ExpressionStmtSyntax.self)?.expression else { return false }
            return hasValue(expression)
        case .decl: return false
        }
    }

    private static func isAssignment(_ expression: ExprSyntax) -> Bool {
        guard let sequence = expression.as(SequenceExprSyntax.self) else { return false }
        return sequence.elements.contains { element in
            if element.is(AssignmentExprSyntax.self) { return true }
            guard let name = element.as(BinaryOperatorExprSyntax.self)?.operator.text else { return false }
            return name.hasSuffix("=") && !["==", "!=", "<=", ">=", "===", "!==", "~="].contains(name)
        }
    }
}
