import SwiftParser
import SwiftSyntax

/// A value of the command line as Swift.
struct ParameterValue {
    /// The literal.
    let literal: String
    let kind: DeclaredParameter.Kind

    /// - Parameters:
    ///   - text: as it was given: a Swift literal, or words that become a string.
    ///   - declared: what the notebook says of the parameter, which decides what the text means: `3` is `3.0` where the
    ///     notebook has a fraction, and `"3"` where it has a string.
    init(_ text: String, for declared: DeclaredParameter?) {
        let found = Self.literal(text)
        let wantsString = declared?.annotation == "String" || (declared?.annotation == nil && declared?.kind == .string)
        if wantsString, found?.kind != .string {
            self.init(literal: Self.quoted(text), kind: .string)
        } else if let found {
            let wantsFloat = declared?.annotation == nil && declared?.kind == .float && found.kind == .integer
            self.init(literal: wantsFloat ? found.literal + ".0" : found.literal, kind: found.kind)
        } else {
            self.init(literal: Self.quoted(text), kind: .string)
        }
    }

    private init(literal: String, kind: DeclaredParameter.Kind) {
        self.literal = literal
        self.kind = kind
    }

    /// The text, if it is a literal of Swift. Python's `True`, `False` and `None` are taken as well: papermill's users write them.
    private static func literal(_ text: String) -> ParameterValue? {
        switch text {
        case "True": return ParameterValue(literal: "true", kind: .boolean)
        case "False": return ParameterValue(literal: "false", kind: .boolean)
        case "None", "nil": return ParameterValue(literal: "nil", kind: .other)
        default: break
        }
        let tree = Parser.parse(source: text)
        guard !tree.hasError, tree.statements.count == 1,
            let expression = tree.statements.first?.item.as(ExprSyntax.self),
            isLiteral(expression)
        else { return nil }
        // A word alone in brackets is a list of strings for a shell's user, but no literal: it stays a string.
        return ParameterValue(
            literal: expression.trimmedDescription, kind: DeclaredParameter.Kind(of: expression))
    }

    private static func isLiteral(_ expression: ExprSyntax) -> Bool {
        if let signed = expression.as(PrefixOperatorExprSyntax.self) {
            return ["-", "+"].contains(signed.operator.text) && isLiteral(signed.expression)
        }
        if let text = expression.as(StringLiteralExprSyntax.self) {
            // An interpolation would run code of the command line.
            return text.segments.allSatisfy { $0.is(StringSegmentSyntax.self) }
        }
        if let list = expression.as(ArrayExprSyntax.self) {
            return list.elements.allSatisfy { isLiteral($0.expression) }
        }
        if let pairs = expression.as(DictionaryExprSyntax.self) {
            guard let elements = pairs.content.as(DictionaryElementListSyntax.self) else { return true }
            return elements.allSatisfy { isLiteral($0.key) && isLiteral($0.value) }
        }
        return expression.is(IntegerLiteralExprSyntax.self) || expression.is(FloatLiteralExprSyntax.self)
            || expression.is(BooleanLiteralExprSyntax.self) || expression.is(NilLiteralExprSyntax.self)
    }

    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20: result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
