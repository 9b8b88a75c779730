import JupyterProtocol

extension RequestLoop {
    func complete(_ request: Request) throws(MalformedRequest) {
        let code = try request.text("code")
        let cursor = try request.cursor(in: code)
        answerLater(request) { interpreter in
            await interpreter.complete(code, cursor: cursor).reply
        }
    }

    func inspect(_ request: Request) throws(MalformedRequest) {
        let code = try request.text("code")
        let cursor = try request.cursor(in: code)
        let detail = try request.integer("detail_level") ?? 0
        answerLater(request) { interpreter in
            let result = await interpreter.inspect(code, cursor: cursor, detail: detail)
            var content = (result ?? MIMEData(data: [:])).members
            content["status"] = "ok"
            content["found"] = .bool(result != nil)
            return .object(content)
        }
    }

    func isComplete(_ request: Request) throws(MalformedRequest) {
        let code = try request.text("code")
        answerLater(request) { interpreter in
            await interpreter.isComplete(code).reply
        }
    }

    /// Lets the interpreter find the reply, beside whatever runs; reply and idle follow.
    private func answerLater(
        _ request: Request, _ content: @escaping @Sendable (any Interpreter) async -> JSONValue
    ) {
        queries.add { [interpreter, outbox] in
            let reply = await content(interpreter)
            outbox.perform { loop in
                if let type = request.header.type.reply {
                    loop.send(loop.maker.answer(type, reply, to: request.message), on: request.channel)
                }
                loop.publish(loop.maker.status("idle", parent: request.header))
            }
        }
    }
}

extension CompletionResult {
    fileprivate var reply: JSONValue {
        var metadata = metadata
        if matches.contains(where: { $0.kind != nil || $0.signature != nil }) {
            // What ipykernel sends under this name, and JupyterLab shows.
            metadata["_jupyter_types_experimental"] = .array(
                matches.map { match in
                    var entry: [String: JSONValue] = [
                        "text": .string(match.text), "start": .integer(cursorStart), "end": .integer(cursorEnd),
                    ]
                    entry["type"] = .string(match.kind ?? "<unknown>")
                    entry["signature"] = match.signature.map(JSONValue.string)
                    return .object(entry)
                })
        }
        return [
            "status": "ok", "matches": .array(matches.map { .string($0.text) }),
            "cursor_start": .integer(cursorStart), "cursor_end": .integer(cursorEnd), "metadata": .object(metadata),
        ]
    }
}

extension Completeness {
    fileprivate var reply: JSONValue {
        switch self {
        case .complete: ["status": "complete"]
        case .incomplete(let indent): ["status": "incomplete", "indent": .string(indent)]
        case .invalid: ["status": "invalid"]
        case .unknown: ["status": "unknown"]
        }
    }
}
