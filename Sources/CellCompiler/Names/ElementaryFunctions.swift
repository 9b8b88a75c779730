/// The functions of a formula, at hand without an import.
///
/// Only those that a cell names, one by one: the whole C library would bring in names such as `y1` (a Bessel function) and
/// `index`, which students use for their own. Where Foundation or the C library is imported, they are there already, and
/// Foundation's overlay of `pow` would be ambiguous with the C library's.
enum ElementaryFunctions {
    static let names: Set<String> = [
        "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cbrt", "ceil", "cos", "cosh", "erf", "exp", "exp2",
        "expm1", "fabs", "floor", "fmax", "fmin", "fmod", "hypot", "log", "log10", "log1p", "log2", "pow", "rint",
        "round", "sin", "sinh", "sqrt", "tan", "tanh", "tgamma", "trunc",
    ]

    /// The import lines for a cell that uses these names.
    ///
    /// - Parameters:
    ///   - used: Every name that stands in the cell.
    ///   - taken: Names that mean something else in the session.
    ///   - imports: The imports of the session and of the cell.
    static func imports(for used: Set<String>, taken: (String) -> Bool, besides imports: [String]) -> [String] {
        let provides = imports.contains { line in
            ["Foundation", "FoundationEssentials", "Glibc"].contains { line.hasSuffix(" \($0)") }
        }
        guard !provides else { return [] }
        return used.intersection(names).filter { !taken($0) }.sorted().map { "import func Glibc.\($0)" }
    }
}
