/// What goes wrong around a compilation; mistakes in the student's own source are ``Diagnostic``s.
public struct CellCompilerError: Error, CustomStringConvertible, Sendable {
    /// The kind of mistake.
    public enum Code: Sendable {
        /// No usable compiler or linker.
        case toolchainNotFound
        /// The compiler is not the one that built the libraries.
        case toolchainMismatch
        /// The folder for cells cannot be written.
        case folderNotWritable
        /// The compiler or the linker did not do its work.
        case toolFailed
    }

    /// The kind of mistake.
    public let code: Code
    /// What happened, and what to do.
    public let description: String

    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
