/// Why a formula is shown as its source.
enum FormulaError: Error {
    /// A brace or an environment is not closed, or closed twice.
    case unbalanced
    /// An argument is missing at the end.
    case missingArgument
    /// No such environment.
    case unknownEnvironment
    /// Macros that call each other without end, or braces nested beyond all sense.
    case tooDeep
}
