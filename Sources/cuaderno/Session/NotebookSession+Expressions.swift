import JupyterKernel

extension NotebookSession {
    /// The value of one of a request's user expressions: Swift, or a `%` line that shows something.
    func value(ofExpression expression: String, in subshell: String?) async -> ExpressionResult {
        let output = KeptOutput()
        let failure = await work(in: lane(of: subshell), output: output) {
            await self.run(expression, label: "the expression", output: output)
        }
        if let failure {
            return .error(name: failure.name, value: failure.value, traceback: failure.traceback)
        }
        return output.value.map(ExpressionResult.value)
            ?? .error(
                name: "No value", value: "'\(expression)' has no value; an expression such as `count + 1` was expected",
                traceback: [])
    }
}
