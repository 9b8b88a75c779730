import JupyterProtocol

/// Subshells (JEP 91): lanes that run cells beside the main shell's, each one after the other.
extension RequestLoop {
    func createSubshell() -> JSONValue {
        guard interpreter.supportsSubshells else { return noSubshells }
        let id = Session.uniqueID()
        lanes[id] = ExecutionLane(subshell: id)
        return ["status": "ok", "subshell_id": .string(id)]
    }

    func deleteSubshell(_ request: Request) throws(MalformedRequest) -> JSONValue {
        guard interpreter.supportsSubshells else { return noSubshells }
        let id = try request.text("subshell_id")
        guard let lane = lanes.removeValue(forKey: id) else {
            return .failure(name: "UnknownSubshell", value: unknownSubshell(id))
        }
        abortQueue(of: lane, because: "The subshell was deleted.")
        return ["status": "ok"]
    }

    var listSubshells: JSONValue {
        guard interpreter.supportsSubshells else { return noSubshells }
        return ["status": "ok", "subshell_id": .array(lanes.keys.compactMap(\.self).sorted().map(JSONValue.string))]
    }

    func unknownSubshell(_ id: String?) -> String {
        "There is no subshell \(id ?? ""). Create one with create_subshell_request first."
    }

    private var noSubshells: JSONValue {
        .failure(name: "NotSupported", value: "This kernel has no subshells; supported_features does not name them.")
    }
}
