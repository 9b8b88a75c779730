/// Asks the user for a line of text.
///
/// Where nobody can answer, the cell stops here with an error that says so.
public func input(_ prompt: String = "") -> String { answer(to: prompt, isPassword: false) }

/// Asks the user for a line that is not shown while it is typed, and not kept in the notebook.
///
/// Where nobody can answer, the cell stops here with an error that says so.
public func password(_ prompt: String = "") -> String { answer(to: prompt, isPassword: true) }

/// As Swift's `readLine`, asking the notebook's user; an answer always ends its line.
///
/// Where nobody can answer, the cell stops here with an error that says so.
public func readLine(strippingNewline: Bool = true) -> String? {
    let line = answer(to: "", isPassword: false)
    return strippingNewline ? line : line + "\n"
}

private func answer(to prompt: String, isPassword: Bool) -> String {
    do {
        return try DisplayCenter.sink.ask(prompt: prompt, isPassword: isPassword)
    } catch {
        // A question in the middle of an expression has no `try` to leave by; stopping costs the session nothing.
        fatalError(error.message)
    }
}
