import JupyterProtocol
import Synchronization

/// The outputs of one request.
final class CellChannel: CellOutput {
    /// The request, whose header is the parent of everything here; without its content, for outputs may be kept long.
    let request: Message
    private let maker: MessageMaker
    private let outbox: Outbox
    private let executionCount: Int
    private let isSilent: Bool
    private let allowsStdin: Bool
    private let state: Mutex<State>

    private struct State {
        var hasEnded = false
        var isInterruptWanted = false
        var resultText: String?
        var gate: FloodGate
    }

    init(
        request: Message, maker: MessageMaker, outbox: Outbox, executionCount: Int = 0, isSilent: Bool = false,
        allowsStdin: Bool = false, limit: OutputLimit = OutputLimit()
    ) {
        self.request = Message(identities: request.identities, header: request.header, parent: request.parent)
        self.maker = maker
        self.outbox = outbox
        self.executionCount = executionCount
        self.isSilent = isSilent
        self.allowsStdin = allowsStdin
        state = Mutex(State(gate: FloodGate(limit, name: "In\(executionCount)")))
    }

    /// The text of the cell's value, for the history.
    var resultText: String? {
        state.withLock(\.resultText)
    }

    var isInterruptWanted: Bool {
        state.withLock(\.isInterruptWanted)
    }

    /// Notes that an interrupt came while this cell was the one to be run.
    func interrupt() {
        state.withLock { $0.isInterruptWanted = true }
    }

    /// The cell has ended: it can no longer ask for input.
    /// - Returns: the end of its text, where the middle was not shown.
    func end() -> String? {
        state.withLock { state in
            state.hasEnded = true
            return state.gate.end()
        }
    }

    func stream(_ stream: OutputStream, _ text: String) {
        guard !isSilent, !text.isEmpty else { return }
        let (shown, notice) = state.withLock { $0.gate.pass(text) }
        if !shown.isEmpty { outbox.postOutput(.text(TextOutput(source: self, stream: stream, text: shown))) }
        if let notice { outbox.postOutput(.text(TextOutput(source: self, stream: .stderr, text: notice))) }
    }

    func display(_ bundle: MIMEData, id: String?) {
        var content = bundle.members
        content["transient"] = .object(id.map { ["display_id": .string($0)] } ?? [:])
        publish("display_data", content)
    }

    func updateDisplay(_ bundle: MIMEData, id: String) {
        var content = bundle.members
        content["transient"] = ["display_id": .string(id)]
        publish("update_display_data", content)
    }

    func result(_ bundle: MIMEData) {
        var content = bundle.members
        content["execution_count"] = .integer(executionCount)
        state.withLock { $0.resultText = bundle.data["text/plain"]?.string }
        publish("execute_result", content)
    }

    func clear(wait: Bool) {
        state.withLock { $0.gate.clear() }
        publish("clear_output", ["wait": .bool(wait)])
    }

    func send(_ event: CommEvent) {
        let (type, content) = event.message
        let frames = maker.published(
            type, content, parent: request.header, metadata: event.metadata, buffers: event.buffers)
        outbox.perform { loop in
            loop.noteComm(event)
            loop.publish(frames)
        }
    }

    func closeComms() {
        outbox.perform { [header = request.header] in $0.closeComms(parent: header) }
    }

    func error(name: String, value: String, traceback: [String]) {
        publish(
            "error",
            [
                "ename": .string(name), "evalue": .string(value),
                "traceback": .array(traceback.map(JSONValue.string)),
            ])
    }

    func input(prompt: String, isPassword: Bool) async throws -> String {
        guard allowsStdin else { throw InputError.notAllowed }
        let id = Question.nextID()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let question = Question(
                    id: id, source: self, prompt: prompt, isPassword: isPassword, answer: continuation)
                guard !state.withLock(\.hasEnded) else { return question.fail(.cellEnded) }
                if !outbox.perform({ $0.ask(question) }) { question.fail(.shuttingDown) }
            }
        } onCancel: {
            outbox.perform { $0.cancelQuestion(id) }
        }
    }

    private func publish(_ type: MessageType, _ content: [String: JSONValue]) {
        guard !isSilent else { return }
        outbox.postOutput(.publish(maker.published(type, .object(content), parent: request.header)))
    }
}

extension MIMEData {
    /// `data` and `metadata`, as in every message that shows something.
    var members: [String: JSONValue] {
        ["data": .object(data), "metadata": .object(metadata)]
    }
}

extension CommEvent {
    /// The event as a message.
    var message: (type: MessageType, content: JSONValue) {
        switch kind {
        case .open(let target): ("comm_open", ["comm_id": .string(id), "target_name": .string(target), "data": data])
        case .message: ("comm_msg", ["comm_id": .string(id), "data": data])
        case .close: ("comm_close", ["comm_id": .string(id), "data": data])
        }
    }
}
