import SwiftParser
import SwiftSyntax

/// A parameter as the notebook's own cell declares it: `var epochs = 20`, `let rate: Double = 0.1`.
struct DeclaredParameter {
    /// What kind of value its own one is.
    enum Kind {
        case integer, float, string, boolean, other
    }

    let name: String
    /// The type where it is written.
    let annotation: String?
    let kind: Kind

    /// The parameters of a cell, in their order.
    static func all(in source: String) -> [DeclaredParameter] {
        var found: [DeclaredParameter] = []
        for item in Parser.parse(source: source).statements {
            guard let declaration = item.item.as(VariableDeclSyntax.self) else { continue }
            for binding in declaration.bindings {
                guard let pattern = binding.pattern.as(IdentifierPatternSyntax.self) else { continue }
                found.append(
                    DeclaredParameter(
                        name: pattern.identifier.text, annotation: binding.typeAnnotation?.type.trimmedDescription,
                        kind: (binding.initializer?.value).map(Kind.init(of:)) ?? .other))
            }
        }
        return found
    }
}

extension DeclaredParameter.Kind {
    init(of expression: ExprSyntax) {
        if let signed = expression.as(PrefixOperatorExprSyntax.self), signed.operator.text == "-" {
            self = Self(of: signed.expression)
        } else if expression.is(IntegerLiteralExprSyntax.self) {
            self = .integer
        } else if expression.is(FloatLiteralExprSyntax.self) {
            self = .float
        } else if expression.is(StringLiteralExprSyntax.self) {
            self = .string
        } else if expression.is(BooleanLiteralExprSyntax.self) {
            self = .boolean
        } else {
            self = .other
        }
    }
}
