public import JupyterProtocol

/// How a cell ended.
public enum ExecutionOutcome: Sendable, Equatable {
    /// It ran to its end.
    /// - Parameters:
    ///   - payload: objects with a `source`, for what the specification calls payloads (a pager's text).
    ///   - userExpressions: a result for each of the request's expressions.
    case ok(payload: [JSONValue] = [], userExpressions: [String: ExpressionResult] = [:])
    /// It failed. The kernel sends the error message, and drops what is queued unless the request says otherwise.
    /// - Parameters:
    ///   - name: the kind of error, in one word.
    ///   - value: what went wrong, in one line.
    ///   - traceback: the lines to show, which may hold ANSI colours.
    case error(name: String, value: String, traceback: [String])
    /// It was given up without an error of its own, because the kernel ends.
    case aborted
}

/// The value of one of a request's user expressions.
public enum ExpressionResult: Sendable, Equatable {
    /// It has a value.
    case value(MIMEData)
    /// It failed.
    case error(name: String, value: String, traceback: [String])
}
