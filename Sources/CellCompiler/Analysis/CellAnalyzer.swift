import SwiftParser
import SwiftSyntax

/// Reads a segment of Swift: what it declares, what it uses, and where generated text has to go.
public enum CellAnalyzer {
    /// - Parameters:
    ///   - source: The segment.
    ///   - qualified: For the name of an earlier declaration, the module that holds it. A variable whose own initialiser
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
        analysis.memberOperators = content.memberOperators
        analysis.hasTopLevelLoop = content.hasTopLevelLoop
        analysis.hasTopLevelAwait = content.hasTopLevelAwait
        analysis.deservesOptimisation = content.deservesOptimisation
        analysis.asksForItsPlace = content.asksForItsPlace
        FunctionMacroRewriter.rewrite(tree, in: &analysis)

        for item in tree.statements {
            record(item.item, in: &analysis, converter: converter, qualified: qualified)
        }
        VisibilityRewriter.rewrite(tree, in: &analysis)
        ExtensionRewriter.rewrite(tree, in: &analysis)
        MainRewriter.rewrite(tree, in: &analysis)
        if analysis.hasTopLevelAwait { makeVariablesReachable(tree.statements, in: &analysis) }
        if let last = tree.statements.last {
            ResultRewriter.rewrite(last, in: &analysis)
            BindingRewriter.bindAtEnd(tree.statements, in: &analysis)
        }
        return analysis
    }

    private static func record(
        _ item: CodeBlockItemSyntax.Item, in analysis: inout CellAnalysis, converter: SourceLocationConverter,
        qualified: (String) -> String?, isConditional: Bool = false
    ) {
        switch item {
        case .decl(let declaration):
            if let conditional = declaration.as(IfConfigDeclSyntax.self) {
                record(conditional, in: &analysis, converter: converter, qualified: qualified)
                return
            }
            DeclarationReader.record(
                declaration, in: &analysis, converter: converter, isConditional: isConditional)
            if let variable = declaration.as(VariableDeclSyntax.self) {
                BindingRewriter.bind(variable, in: &analysis)
                OwnNameRewriter.rewrite(variable, in: &analysis, qualified: qualified)
            }
        case .stmt(let statement):
            guard let statement = statement.as(GuardStmtSyntax.self) else { return }
            GuardRewriter.rewrite(statement, in: &analysis, converter: converter, qualified: qualified)
        case .expr:
            return
        }
    }

    /// Only the compiler knows which clause is active, so what stands in any of them is taken as declared for now.
    private static func record(
        _ conditional: IfConfigDeclSyntax, in analysis: inout CellAnalysis, converter: SourceLocationConverter,
        qualified: (String) -> String?
    ) {
        let imports = analysis.imports
        for clause in conditional.clauses {
            guard case .statements(let items)? = clause.elements else { continue }
            for item in items {
                record(
                    item.item, in: &analysis, converter: converter, qualified: qualified, isConditional: true)
            }
        }
        analysis.imports = imports
        // Later cells decide anew which clause is active: `#if canImport(Darwin)` must not bring Darwin.
        if let text = ImportReader.imports(of: conditional) { analysis.imports.append(text) }
    }

    /// With an `await` at the top level every top-level variable belongs to the main actor, and a later plain cell could
    /// not use it.
    private static func makeVariablesReachable(_ items: CodeBlockItemListSyntax, in analysis: inout CellAnalysis) {
        for item in items {
            guard let variable = item.item.as(VariableDeclSyntax.self), DeclarationReader.isStored(variable),
                !variable.modifiers.contains(where: { ["async", "nonisolated"].contains($0.name.text) }),
                variable.attributes.isEmpty
            else { continue }
            analysis.insert("nonisolated(unsafe) ", before: variable)
        }
    }
}
