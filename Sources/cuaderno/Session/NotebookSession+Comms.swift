import CellHost
import JupyterKernel
import JupyterProtocol
import WorkerProtocol

extension NotebookSession {
    /// Takes a frontend's message for a comm, while cells run or not.
    ///
    /// First it goes to whoever can take it beside a running cell: tasks that wait for messages, and handlers that are made
    /// for it. Handlers that use what cells use are called where the main shell's cells run, between two of them.
    func receive(_ event: CommEvent, output: any CellOutput) async -> CommHandling {
        let frame = CommFrame(event)
        let delivery = await run(.deliver, frame, lane: Lane.comms, output: output)
        switch delivery.reception {
        case .refused: return .refused
        case .taken: return .taken
        case .waits: return .waits { await self.handle(event, output: output) }
        }
    }

    private func handle(_ event: CommEvent, output: any CellOutput) async {
        let isDone = await run(.handle, CommFrame(event), lane: Lane.main, output: output).isDone
        guard !isDone, case .open = event.kind else { return }
        let end = CommEvent(.close, id: event.id)
        output.send(end)
        _ = await run(.forget, CommFrame(end), lane: Lane.comms, output: output)
    }

    /// Lets the worker do a step; what goes wrong in a handler is told as one error of the message.
    private func run(
        _ step: CommRun.Step, _ frame: CommFrame, lane: Int, output: any CellOutput
    ) async -> (reception: CommReception, isDone: Bool) {
        await work(in: lane, output: output) {
            let adapter = CellOutputAdapter(output)
            let number = self.nextRun()
            let run = CommRun(cell: number, lane: lane, step: step, frame: frame)
            do {
                try await self.finish(.comm(run), number: number, adapter: adapter)
                return (adapter.reception, true)
            } catch let failure as CellFailure {
                output.error(name: failure.name, value: failure.value, traceback: failure.traceback)
            } catch let death as WorkerDeath {
                let failure = death.failure
                output.error(name: failure.name, value: failure.value, traceback: failure.traceback)
            } catch {
                output.error(name: "Kernel error", value: "\(error)", traceback: ["Kernel error: \(error)"])
            }
            return (adapter.reception, false)
        }
    }
}

extension CommFrame {
    /// A frontend's message.
    init(_ event: CommEvent) {
        let (kind, target): (Kind, String) =
            switch event.kind {
            case .open(let target): (.open, target)
            case .message: (.message, "")
            case .close: (.close, "")
            }
        self.init(
            kind, id: event.id, target: target, data: event.data.description, metadata: event.metadata.description,
            buffers: event.buffers)
    }
}

extension CommEvent {
    /// A cell's message.
    init(_ frame: CommFrame) {
        let kind: Kind =
            switch frame.kind {
            case .open: .open(target: frame.target)
            case .message: .message
            case .close: .close
            }
        self.init(
            kind, id: frame.id, data: Self.object(frame.data), metadata: Self.object(frame.metadata),
            buffers: frame.buffers)
    }

    private static func object(_ text: String) -> JSONValue { (try? JSONValue(parsing: Array(text.utf8))) ?? [:] }
}
