import SwiftParser
import SwiftSyntax

/// Reads a segment of Swift: what it declares, what it uses, and where generated text has to go.
public enum CellAnalyzer {
    /// - Parameters:
    ///   - source: The segment.
    ///   - qualified: For the name of an earlier variable, the module that holds it. A variable whose own initialiser
    ///     names it (`let x = x + 1`) means the earlier one, as it would in Python; Swift alone would see a circle.
    public static func analyze(
        _ source: String, qualified: (String) -> String? = { _ in nil }
    ) -> CellAnalysis {
        let tree = Parser.parse(source: source)
        var analysis = CellAnalysis()
        let converter = SourceLocationConverter(fileName: "", tree: tree)
        let content = ContentVisitor(viewMode: .sourceAccurate)
        content.walk(tree)
        analysis.usedNames = content.names
        analysis.hasTopLevelAwait = content.hasTopLevelAwait
        analysis.deservesOptimisation = content.deservesOptimisation
        analysis.asksForItsPlace = content.asksForItsPlace

        for item in tree.statements {
            record(item.item, in: &analysis, converter: converter, qualified: qualified)
        }
        if analysis.hasTopLevelAwait { makeVariablesReachable(tree.statements, in: &analysis) }
        if let last = tree.statements.last { showResult(of: last, in: &analysis) }
        return analysis
    }

    private static func record(
        _ item: CodeBlockItemSyntax.Item, in analysis: inout CellAnalysis, converter: SourceLocationConverter,
        qualified: (String) -> String?
    ) {
        switch item {
        case .decl(let declaration):
            if let conditional = declaration.as(IfConfigDeclSyntax.self) {
                for clause in conditional.clauses {
                    guard case .statements(let items)? = clause.elements else { continue }
                    for item in items { record(item.item, in: &analysis, converter: converter, qualified: qualified) }
                }
                return
            }
            DeclarationReader.record(declaration, in: &analysis, converter: converter)
            if let variable = declaration.as(VariableDeclSyntax.self) {
                bind(variable, in: &analysis)
                qualifyOwnNames(of: variable, in: &analysis, qualified: qualified)
            }
        case .stmt(let statement):
            guard let statement = statement.as(GuardStmtSyntax.self) else { return }
            DeclarationReader.record(statement, in: &analysis, converter: converter)
        case .expr:
            return
        }
    }

    private static func bind(_ variable: VariableDeclSyntax, in analysis: inout CellAnalysis) {
        guard DeclarationReader.isStored(variable), variable.bindings.allSatisfy({ $0.initializer != nil }) else {
            return
        }
        let names = variable.bindings.flatMap { DeclarationReader.names(in: $0.pattern) }
        let calls = names.map { name in
            "; __cuadernoBind(\"\(name.text)\") { \(name.source) }"
        }
        guard !calls.isEmpty else { return }
        analysis.insertions.append(
            SourceInsertion(
                offset: variable.endPositionBeforeTrailingTrivia.utf8Offset, text: calls.joined(), purpose: .bind))
    }

    private static func qualifyOwnNames(
        of variable: VariableDeclSyntax, in analysis: inout CellAnalysis, qualified: (String) -> String?
    ) {
        let names = Set(variable.bindings.flatMap { DeclarationReader.names(in: $0.pattern) }.map(\.text))
        for binding in variable.bindings {
            guard let initializer = binding.initializer else { continue }
            let visitor = OwnNameVisitor(names: names)
            visitor.walk(initializer)
            for reference in visitor.references {
                guard let module = qualified(reference.baseName.text) else { continue }
                analysis.earlierNames.insert(reference.baseName.text)
                analysis.insertions.append(
                    SourceInsertion(
                        offset: reference.positionAfterSkippingLeadingTrivia.utf8Offset, text: "\(module).",
                        purpose: .essential))
            }
        }
    }

    /// With an `await` at the top level every top-level variable belongs to the main actor, and a later plain cell could
    /// not use it.
    private static func makeVariablesReachable(_ items: CodeBlockItemListSyntax, in analysis: inout CellAnalysis) {
        for item in items {
            guard let variable = item.item.as(VariableDeclSyntax.self), DeclarationReader.isStored(variable),
                !variable.modifiers.contains(where: { ["async", "nonisolated"].contains($0.name.text) }),
                variable.attributes.isEmpty
            else { continue }
            analysis.insertions.append(
                SourceInsertion(
                    offset: variable.positionAfterSkippingLeadingTrivia.utf8Offset, text: "nonisolated(unsafe) ",
                    purpose: .essential))
        }
    }

    private static func showResult(of last: CodeBlockItemSyntax, in analysis: inout CellAnalysis) {
        // A semicolon at the end says that the value is not wanted.
        guard last.semicolon == nil, case .expr(var expression) = last.item else { return }
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
        guard !isAssignment(expression), !expression.is(IfExprSyntax.self), !expression.is(SwitchExprSyntax.self),
            !expression.is(MissingExprSyntax.self), !expression.is(DiscardAssignmentExprSyntax.self)
        else { return }
        analysis.showsResult = true
        analysis.insertions.append(
            SourceInsertion(
                offset: expression.positionAfterSkippingLeadingTrivia.utf8Offset, text: "__cuadernoShow(",
                purpose: .show))
        analysis.insertions.append(
            SourceInsertion(
                offset: expression.endPositionBeforeTrailingTrivia.utf8Offset, text: ")", purpose: .show))
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
