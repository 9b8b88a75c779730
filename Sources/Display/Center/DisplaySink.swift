/// Where outputs go: a notebook, or a terminal.
public protocol DisplaySink: Sendable {
    func show(_ bundle: MIMEBundle, kind: DisplayKind)

    /// Removes the outputs of the running cell; with `wait` only when the next one comes, which avoids a flicker.
    func clear(wait: Bool)

    /// Asks the user for a line; a password is not shown while it is typed.
    ///
    /// - Throws: ``InputError`` when nobody can answer.
    func ask(prompt: String, isPassword: Bool) throws(InputError) -> String

    /// Tells the frontend what happens to a comm.
    func send(_ event: CommEvent)
}

extension DisplaySink {
    /// Nobody is there to be told, as in a terminal.
    public func send(_ event: CommEvent) {}
}
