import JupyterProtocol
import Logging

extension RequestLoop {
    /// Answers a request, or queues it where it is a cell. Everything but cells is answered at once, also while a cell runs.
    func handle(_ request: Request) {
        guard request.header.type != "execute_request" else {
            enqueue(request)
            return
        }
        publish(maker.status("busy", parent: request.header))
        do throws(MalformedRequest) {
            if try handlesLater(request) { return }
            if let reply = try reply(to: request), let type = request.header.type.reply {
                send(maker.answer(type, reply, to: request.message), on: request.channel)
            }
        } catch {
            refuse(request, name: "MalformedRequest", value: error.message)
        }
        publish(maker.status("idle", parent: request.header))
        if request.header.type == "shutdown_request" {
            beginShutdown(.requested(restart: request.content["restart"]?.bool ?? false))
        }
    }

    /// The content of the reply to a request that needs no interpreter; nil where the request has no reply.
    private func reply(to request: Request) throws(MalformedRequest) -> JSONValue? {
        switch request.header.type {
        case "kernel_info_request": kernelInfoReply
        case "comm_info_request": try commInfoReply(to: request)
        case "history_request": try historyReply(to: request)
        case "connect_request": connectReply
        case "interrupt_request": interruptReply()
        case "shutdown_request": shutdownReply(to: request)
        case "usage_request": usage.sample()
        case "create_subshell_request": createSubshell()
        case "delete_subshell_request": try deleteSubshell(request)
        case "list_subshell_request": listSubshells
        default: ignore(request)
        }
    }

    private func ignore(_ request: Request) -> JSONValue? {
        logger.debug("A message of the unknown type \(request.header.type) was ignored.")
        return nil
    }

    /// Hands a request over that the interpreter has to answer; its reply and idle come later.
    private func handlesLater(_ request: Request) throws(MalformedRequest) -> Bool {
        switch request.header.type {
        case "complete_request": try complete(request)
        case "inspect_request": try inspect(request)
        case "is_complete_request": try isComplete(request)
        case "comm_open", "comm_msg", "comm_close": return try receiveComm(request)
        default: return false
        }
        return true
    }

    /// Answers with an error, as far as a request has an answer.
    func refuse(_ request: Request, name: String, value: String) {
        guard let type = request.header.type.reply else {
            logger.warning("A message was ignored: \(value)")
            return
        }
        send(maker.answer(type, .failure(name: name, value: value), to: request.message), on: request.channel)
    }
}

extension JSONValue {
    /// The content of a reply that tells of an error.
    static func failure(name: String, value: String, traceback: [String] = []) -> JSONValue {
        [
            "status": "error", "ename": .string(name), "evalue": .string(value),
            "traceback": .array(traceback.map(JSONValue.string)),
        ]
    }
}
