/// The `%` lines that the kernel answers itself, since they concern the compiler or the whole session.
///
/// The worker names them too: in `%help`, and as what was probably meant by a misspelt word.
public enum DirectiveName: String, CaseIterable, Sendable {
    case time, bench, optimize, include, package, reset

    /// One line about it.
    public var abstract: String {
        switch self {
        case .time: "Tell how long a line takes; %%time: the cell below it."
        case .bench: "Run a line many times and tell the median and the spread; %%bench: the cell below it."
        case .optimize: "Compile the cells that follow with or without optimisation; %%optimize: this cell."
        case .include: "Run a file of Swift as if it stood in the cell."
        case .package: "Build a Swift package and make its modules importable."
        case .reset: "Forget variables, functions and types: all of them, or those that are named."
        }
    }

    /// The directive of a word, whatever its case. IPython's `timeit` is `bench`.
    public init?(word: some StringProtocol) {
        let folded = word.lowercased()
        guard let name = Self(rawValue: folded == "timeit" ? "bench" : folded) else { return nil }
        self = name
    }
}
