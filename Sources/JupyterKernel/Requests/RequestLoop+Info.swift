import JupyterProtocol

extension RequestLoop {
    var kernelInfoReply: JSONValue {
        var info = interpreter.kernelInfo.members
        info["status"] = "ok"
        info["protocol_version"] = .string(Session.protocolVersion)
        info["supported_features"] = interpreter.supportsSubshells ? ["kernel subshells"] : []
        return .object(info)
    }

    /// Deprecated, but cheap.
    var connectReply: JSONValue {
        var content: [String: JSONValue] = ["status": "ok"]
        for (channel, port) in connection.ports {
            content["\(channel.rawValue)_port"] = .integer(port)
        }
        return .object(content)
    }

    func historyReply(to request: Request) throws(MalformedRequest) -> JSONValue {
        let count = try request.integer("n")
        let entries: [HistoryEntry]
        switch try request.text("hist_access_type", default: "tail") {
        case "tail": entries = history.tail(count)
        case "range":
            entries = history.range(
                session: try request.integer("session") ?? 0, from: try request.integer("start") ?? 0,
                to: try request.integer("stop"))
        case "search":
            entries = history.search(
                try request.text("pattern", default: "*"), atMost: count,
                unique: try request.flag("unique", default: false))
        case let other:
            throw MalformedRequest(
                request.header.type, field: "hist_access_type", expected: "tail, range or search",
                given: .string(other))
        }
        let withOutput = try request.flag("output", default: false)
        let rows = entries.map { entry -> JSONValue in
            let input = JSONValue.string(entry.input)
            let output = entry.output.map(JSONValue.string) ?? .null
            return [.integer(entry.session), .integer(entry.line), withOutput ? [input, output] : input]
        }
        return ["status": "ok", "history": .array(rows)]
    }
}

extension KernelInfo {
    fileprivate var members: [String: JSONValue] {
        [
            "implementation": .string(implementation), "implementation_version": .string(version),
            "banner": .string(banner), "debugger": false, "language_info": .object(language.members),
            "help_links": .array(helpLinks.map { ["text": .string($0.text), "url": .string($0.url)] }),
        ]
    }
}

extension LanguageInfo {
    fileprivate var members: [String: JSONValue] {
        var members: [String: JSONValue] = [
            "name": .string(name), "version": .string(version), "mimetype": .string(mimeType),
            "file_extension": .string(fileExtension),
        ]
        members["pygments_lexer"] = pygmentsLexer.map(JSONValue.string)
        members["codemirror_mode"] = codeMirrorMode
        members["nbconvert_exporter"] = nbconvertExporter.map(JSONValue.string)
        return members
    }
}
