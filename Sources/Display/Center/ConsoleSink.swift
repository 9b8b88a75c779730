#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

/// Outputs of a plain program: the text form of each, a line on standard output.
public struct ConsoleSink: DisplaySink {
    public init() {}

    public func show(_ bundle: MIMEBundle, kind: DisplayKind) {
        print(bundle.text)
    }

    /// What a terminal has shown stays.
    public func clear(wait: Bool) {}

    public func ask(prompt: String, isPassword: Bool) throws(InputError) -> String {
        let answer = isPassword ? Self.readHidden(prompt) : Self.readShown(prompt)
        guard let answer else { throw InputError.unanswered(prompt: prompt) }
        return answer
    }

    private static func readShown(_ prompt: String) -> String? {
        print(prompt, terminator: "")
        fflush(nil)
        return Swift.readLine()
    }

    /// `getpass` prompts on the terminal itself and turns the echo off.
    private static func readHidden(_ prompt: String) -> String? {
        guard isatty(STDIN_FILENO) != 0, let answer = getpass(prompt) else { return Swift.readLine() }
        return String(cString: answer)
    }
}
