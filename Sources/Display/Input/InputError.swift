/// No answer is to be had.
public struct InputError: Error, Sendable, Equatable, CustomStringConvertible {
    public let message: String

    public init(_ message: String) { self.message = message }

    /// Nobody answered a question: the client does not take input, or the input has ended.
    public static func unanswered(prompt: String) -> InputError {
        let question = prompt.isEmpty ? "The cell" : "\"\(prompt)\""
        return InputError(
            "\(question) asks for input, but nobody can answer: this client does not take input (allow_stdin is false), "
                + "or its input has ended. Assign the value in the cell instead.")
    }

    /// The cell is being stopped while it waits for an answer.
    public static let interrupted = InputError("Interrupted.")

    public var description: String { message }
}
