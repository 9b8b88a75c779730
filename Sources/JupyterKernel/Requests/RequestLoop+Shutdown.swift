import Glibc
import JupyterProtocol
import Logging

extension RequestLoop {
    /// Where the kernel is in its life.
    enum Phase: Equatable {
        case serving
        /// The interpreter is shutting down, and cells that ran may still reply.
        case ending(Kernel.EndReason, deadline: ContinuousClock.Instant)
        case ended(Kernel.EndReason)
    }

    static var signals: [Int32] { [SIGINT, SIGTERM, SIGHUP] }
    /// How long a cell that still runs after the interpreter's shutdown may take to return.
    private static let quietTime: Duration = .milliseconds(300)

    func handle(_ signals: [Int32]) {
        for signal in signals {
            if signal == SIGINT {
                _ = interruptReply()
            } else if phase == .serving {
                beginShutdown(.signal(signal))
            } else if case .ending(let reason, _) = phase {
                // Told twice to end: at once, then.
                phase = .ended(reason)
            }
        }
    }

    /// Interrupts, without waiting for the end of it: a cell may take a while to stop, and the client wants its reply.
    func interruptReply() -> JSONValue {
        cancelQuestions(.interrupted)
        for lane in lanes.values { lane.running?.output.interrupt() }
        Task.detached(priority: .high) { [interpreter] in
            await interpreter.interrupt()
        }
        return ["status": "ok"]
    }

    func shutdownReply(to request: Request) -> JSONValue {
        let content: JSONValue = [
            "status": "ok", "restart": .bool(request.content["restart"]?.bool ?? false),
        ]
        // So that the other clients know.
        publish(maker.published("shutdown_reply", content, parent: request.header))
        return content
    }

    /// Stops taking cells and shuts the interpreter down; the loop ends when that is done, or takes too long.
    func beginShutdown(_ reason: Kernel.EndReason) {
        guard phase == .serving else { return }
        phase = .ending(reason, deadline: .now + configuration.shutdownGrace)
        cancelQuestions(.shuttingDown)
        // Clients that stay, as they do over a restart, should not show as living what is not.
        closeComms(parent: nil)
        for lane in lanes.values {
            abortQueue(of: lane, because: "The kernel is shutting down.")
        }
        let isRestart = reason == .requested(restart: true)
        Task.detached(priority: .high) { [interpreter, outbox] in
            await interpreter.shutdown(restart: isRestart)
            outbox.perform { $0.interpreterDidShutDown() }
        }
    }

    private func interpreterDidShutDown() {
        guard case .ending(let reason, let deadline) = phase else { return }
        phase = .ending(reason, deadline: min(deadline, .now + Self.quietTime))
        hasInterpreterEnded = true
        endIfQuiet()
    }

    /// Ends the loop once the interpreter is down and no cell runs.
    func endIfQuiet() {
        guard case .ending(let reason, _) = phase, hasInterpreterEnded,
            lanes.values.allSatisfy({ $0.running == nil })
        else { return }
        phase = .ended(reason)
    }

    func giveUpWaitingForShutdown() {
        guard case .ending(let reason, let deadline) = phase, ContinuousClock.now > deadline else { return }
        if !hasInterpreterEnded { logger.warning("The interpreter takes too long to shut down; it is left behind.") }
        phase = .ended(reason)
    }

    /// The last work of the loop.
    func leave() {
        for lane in lanes.values { lane.worker.cancel() }
        queries.cancel()
        commQueue.cancel()
        handlerQueue.cancel()
        handleEvents(outbox.close())
        cancelQuestions(.shuttingDown)
        sendOutgoing()
    }
}
