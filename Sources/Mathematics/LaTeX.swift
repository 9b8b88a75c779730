/// Formulas in LaTeX's notation as MathML, which browsers draw without any script or font of ours.
///
/// A command that is not known is shown as its source, and a formula that cannot be read is shown as its source in whole:
/// nothing of what an author wrote is lost.
public struct LaTeX {
    /// The commands that `\newcommand`, `\def` and `\DeclareMathOperator` defined; later formulas of the same page know them.
    var macros: [String: Macro] = [:]

    public init() {}

    /// A formula as a `<math>` element.
    ///
    /// - Parameters:
    ///   - source: what stands between the dollars.
    ///   - isDisplayed: set on lines of its own, with large operators and limits below them.
    /// - Returns: HTML. The source stands in an annotation, from where it can be copied.
    public mutating func mathML(_ source: String, isDisplayed: Bool) -> String {
        var parser = FormulaParser(source, isDisplayed: isDisplayed, macros: macros)
        guard let body = try? parser.formula() else {
            return "<code class=\"math-source\">\(Markup.escaped(source))</code>"
        }
        macros = parser.macros
        return "<math\(isDisplayed ? " display=\"block\"" : "")><semantics>\(Markup.row(body))"
            + "<annotation encoding=\"application/x-tex\">\(Markup.escaped(source))</annotation></semantics></math>"
    }
}

/// A command that the author defined.
struct Macro {
    /// How many arguments follow the command.
    var argumentCount: Int
    /// What stands for the first argument where it is left out: `\newcommand{\norm}[2][2]{…}`.
    var firstDefault: [Token]?
    /// What it means; `#1` is the first argument.
    var body: [Token]
}
