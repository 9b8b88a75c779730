import JupyterProtocol

/// Subshells (JEP 91): lanes that run cells beside the main shell's, each one after the other.
extension RequestLoop {
    func createSubshell() -> JSONValue {
        guard interpreter.supportsSubshells else { return noSubshells }
        guard lanes.count <= Kernel.subshellLimit else {
            return .failure(
                name: "TooManySubshells",
                value: "There are \(Kernel.subshellLimit) subshells, which is the most. Delete one first.")
        }
        let id = Session.uniqueID()
        lanes[id] = ExecutionLane(subshell: id)
        return ["status": "ok", "subshell_id": .string(id)]
    }

    func deleteSubshell(_ request: Request) throws(MalformedRequest) -> JSONValue {
        guard interpreter.supportsSubshells else { return noSubshells }
        let id = try request.text("subshell_id")
        guard let lane = lanes[id], !lane.isDeleted else {
            return .failure(name: "UnknownSubshell", value: unknownSubshell(id))
        }
        lane.isDeleted = true
        abortQueue(of: lane, because: "The subshell was deleted.")
        forgetIfDone(lane)
        return ["status": "ok"]
    }

    /// Forgets a deleted subshell once its last cell has had its reply.
    func forgetIfDone(_ lane: ExecutionLane) {
        guard lane.isDeleted, lane.running == nil, let id = lane.subshell else { return }
        lanes[id] = nil
        Task.detached { [interpreter] in await interpreter.subshellEnded(id) }
    }

    var listSubshells: JSONValue {
        guard interpreter.supportsSubshells else { return noSubshells }
        let ids = lanes.values.compactMap { $0.isDeleted ? nil : $0.subshell }
        return ["status": "ok", "subshell_id": .array(ids.sorted().map(JSONValue.string))]
    }

    func unknownSubshell(_ id: String?) -> String {
        "There is no subshell \(id ?? ""). Create one with create_subshell_request first."
    }

    private var noSubshells: JSONValue {
        .failure(name: "NotSupported", value: "This kernel has no subshells; supported_features does not name them.")
    }
}
