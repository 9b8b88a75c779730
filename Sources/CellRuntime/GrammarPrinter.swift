import Glibc

/// Prints what the kernel has to know of the `%` commands: `cuaderno-worker --library PATH --grammar`.
///
/// A process of its own, for the worker may be busy when somebody completes a `%` line.
enum GrammarPrinter {
    private typealias Grammar = @convention(c) () -> UnsafeMutablePointer<CChar>?

    /// - Returns: The process's status.
    static func run(library: String) -> Int32 {
        guard let handle = dlopen(library, RTLD_NOW | RTLD_GLOBAL), let symbol = dlsym(handle, "cuaderno_grammar"),
            let text = unsafeBitCast(symbol, to: Grammar.self)()
        else { return 69 }
        defer { free(text) }
        return puts(text) < 0 || fflush(nil) != 0 ? 74 : 0
    }
}
