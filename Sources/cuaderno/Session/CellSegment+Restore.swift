import CellCompiler

extension CellSegment {
    /// True for the line `%restore`. With arguments (`--help`) it goes to the other commands, which explain it.
    ///
    /// The command is the kernel's own: the worker that it is for has only just been started.
    var isRestore: Bool {
        guard case .command(let line, _) = self else { return false }
        // Asked of every line of every cell; a regular expression would be made anew each time.
        return line.first == "%" && line.dropFirst().drop(while: \.isWhitespace).lowercased() == "restore"
    }
}
