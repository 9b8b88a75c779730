import JupyterProtocol
import Logging

extension RequestLoop {
    func commInfoReply(to request: Request) throws(MalformedRequest) -> JSONValue {
        let target = try request.text("target_name", default: "")
        let wanted = comms.filter { target.isEmpty || $0.value == target }
        return ["status": "ok", "comms": .object(wanted.mapValues { ["target_name": .string($0)] })]
    }

    /// Keeps count of the comms that exist.
    func noteComm(_ event: CommEvent) {
        switch event.kind {
        case .open(let target): comms[event.id] = target
        case .message: break
        case .close: comms[event.id] = nil
        }
    }

    /// Closes every comm that is open.
    func closeComms(parent: Header?) {
        for id in comms.keys.sorted() {
            publish(maker.published("comm_close", ["comm_id": .string(id), "data": [:]], parent: parent))
        }
        comms = [:]
    }

    /// Hands a comm message of a frontend to the interpreter.
    /// - Returns: false where the comm is unknown: there is nothing to do, now or later.
    func receiveComm(_ request: Request) throws(MalformedRequest) -> Bool {
        let event = try request.commEvent
        if case .open = event.kind {
        } else if comms[event.id] == nil {
            logger.debug("A message for the unknown comm \(event.id) was ignored.")
            return false
        }
        noteComm(event)
        let output = CellChannel(request: request.message, maker: maker, outbox: outbox)
        let finish: @Sendable () -> Void = { [outbox] in
            outbox.perform { $0.publish($0.maker.status("idle", parent: request.header)) }
        }
        commQueue.add { [interpreter, handlerQueue] in
            switch await interpreter.receive(event, output: output) {
            case .refused:
                if case .open = event.kind { output.send(CommEvent(.close, id: event.id)) }
                finish()
            case .taken: finish()
            case .waits(let work):
                handlerQueue.add {
                    await work()
                    finish()
                }
            }
        }
        return true
    }
}

extension Request {
    fileprivate var commEvent: CommEvent {
        get throws(MalformedRequest) {
            let kind: CommEvent.Kind =
                switch header.type {
                case "comm_open": .open(target: try text("target_name"))
                case "comm_close": .close
                default: .message
                }
            return CommEvent(
                kind, id: try text("comm_id"), data: content["data"] ?? [:], metadata: message.metadata,
                buffers: message.buffers)
        }
    }
}
