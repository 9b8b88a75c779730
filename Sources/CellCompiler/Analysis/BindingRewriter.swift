import SwiftSyntax

/// Lets variables tell that they have their value.
enum BindingRewriter {
    /// Right behind a variable that has an initialiser, or is an optional without one.
    static func bind(_ variable: VariableDeclSyntax, in analysis: inout CellAnalysis) {
        guard DeclarationReader.isStored(variable), variable.bindings.allSatisfy(hasValue) else { return }
        let calls = variable.bindings.flatMap { DeclarationReader.names(in: $0.pattern) }
            .map { "; " + call($0, isPlain: isPlain(variable), in: &analysis) }
        guard !calls.isEmpty else { return }
        analysis.insert(calls.joined(), after: variable, for: .bind)
    }

    /// At the end of the segment, for variables that get their value later than they are declared.
    static func bindAtEnd(_ items: CodeBlockItemListSyntax, in analysis: inout CellAnalysis) {
        guard let last = items.last else { return }
        var calls: [String] = []
        for variable in items.compactMap({ $0.item.as(VariableDeclSyntax.self) })
        where DeclarationReader.isStored(variable) && !variable.bindings.allSatisfy(hasValue) {
            calls += variable.bindings.flatMap { DeclarationReader.names(in: $0.pattern) }
                .map { call($0, isPlain: isPlain(variable), in: &analysis) }
        }
        guard !calls.isEmpty else { return }
        analysis.insert(
            (last.semicolon == nil ? "; " : " ") + calls.joined(separator: "; "), after: last, for: .bind)
    }

    /// The call for one name.
    ///
    /// - Parameter isPlain: True where the variable's storage holds just its value. Then it is handed over, and the
    ///   worker finds the storage by its symbol; no code of the cell names the variable for ever.
    static func call(
        _ name: DeclarationReader.PatternName, isPlain: Bool, in analysis: inout CellAnalysis
    ) -> String {
        analysis.reportedNames.insert(name.text)
        return isPlain
            ? "__cuadernoBind(\"\(name.text)\", \(name.source))"
            : "__cuadernoBindReading(\"\(name.text)\") { \(name.source) }"
    }

    private static func hasValue(_ binding: PatternBindingSyntax) -> Bool {
        if binding.initializer != nil { return true }
        guard let type = binding.typeAnnotation?.type else { return false }
        return type.is(OptionalTypeSyntax.self) || type.is(ImplicitlyUnwrappedOptionalTypeSyntax.self)
    }

    /// A weak reference or a property wrapper's storage is something else than the value.
    private static func isPlain(_ variable: VariableDeclSyntax) -> Bool {
        variable.attributes.isEmpty
            && !variable.modifiers.contains { ["weak", "unowned"].contains($0.name.text) }
    }
}
