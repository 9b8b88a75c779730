// These three are emitted into the caller: a thread whose question was interrupted waits for its end in the cell's own
// code, where the worker can stop it at once, while a thread inside of a library may hold a lock.

/// Asks the user for a line of text.
///
/// Where nobody can answer, the cell stops here with an error that says so.
@_alwaysEmitIntoClient
public func input(_ prompt: String = "") -> String {
    guard let answer = Question.ask(prompt, isPassword: false) else { while true {} }
    return answer
}

/// Asks the user for a line that is not shown while it is typed, and not kept in the notebook.
///
/// Where nobody can answer, the cell stops here with an error that says so.
@_alwaysEmitIntoClient
public func password(_ prompt: String = "") -> String {
    guard let answer = Question.ask(prompt, isPassword: true) else { while true {} }
    return answer
}

/// As Swift's `readLine`, asking the notebook's user; an answer always ends its line.
///
/// Where nobody can answer, the cell stops here with an error that says so.
@_alwaysEmitIntoClient
public func readLine(strippingNewline: Bool = true) -> String? {
    guard let line = Question.ask("", isPassword: false) else { while true {} }
    return strippingNewline ? line : line + "\n"
}
