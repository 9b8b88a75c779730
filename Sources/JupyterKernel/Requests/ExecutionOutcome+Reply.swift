import JupyterProtocol

extension ExecutionOutcome {
    var isFailure: Bool {
        if case .ok = self { false } else { true }
    }

    /// The content of `execute_reply`, but for the count.
    var reply: [String: JSONValue] {
        switch self {
        case .ok(let payload, let expressions):
            [
                "status": "ok", "payload": .array(payload),
                "user_expressions": .object(expressions.mapValues(\.reply)),
            ]
        case .error(let name, let value, let traceback):
            JSONValue.failure(name: name, value: value, traceback: traceback).object ?? [:]
        case .aborted:
            Self.abortion("The kernel gave the cell up.")
        }
    }

    /// The reply to a cell that did not run, or not to its end. The specification had a status `aborted` once; clients now expect an error.
    static func abortion(_ reason: String) -> [String: JSONValue] {
        JSONValue.failure(name: "Aborted", value: reason).object ?? [:]
    }
}

extension ExpressionResult {
    fileprivate var reply: JSONValue {
        switch self {
        case .value(let bundle): .object(bundle.members.merging(["status": "ok"]) { old, _ in old })
        case .error(let name, let value, let traceback): .failure(name: name, value: value, traceback: traceback)
        }
    }
}
