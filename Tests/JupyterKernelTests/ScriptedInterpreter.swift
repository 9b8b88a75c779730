import JupyterKernel
import JupyterProtocol
import Synchronization

/// An interpreter whose cells say what is to happen, a line each.
final class ScriptedInterpreter: Interpreter {
    private struct State {
        var isInterrupted = false
        var isShutDown = false
        var isReleased = false
        var shutdownRestart: Bool?
        var executions: [ExecutionRequest] = []
        var commEvents: [CommEvent] = []
    }

    private let state = Mutex(State())
    let supportsSubshells: Bool

    init(supportsSubshells: Bool = false) {
        self.supportsSubshells = supportsSubshells
    }

    /// What was executed so far.
    var executions: [ExecutionRequest] { state.withLock(\.executions) }
    /// What came over comms so far.
    var commEvents: [CommEvent] { state.withLock(\.commEvents) }
    /// Whether the shutdown was one for a restart; nil before it.
    var shutdownRestart: Bool? { state.withLock(\.shutdownRestart) }

    /// Lets the cells go on that hold.
    func release() { state.withLock { $0.isReleased = true } }

    var kernelInfo: KernelInfo {
        KernelInfo(
            implementation: "scripted", version: "1.2", banner: "A banner",
            language: LanguageInfo(name: "script", version: "3", mimeType: "text/x-script", fileExtension: ".scr"),
            helpLinks: [HelpLink(text: "Help", url: "https://example.org")])
    }

    func execute(_ request: ExecutionRequest, output: any CellOutput) async -> ExecutionOutcome {
        state.withLock { $0.executions.append(request) }
        for line in request.code.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1).map(String.init)
            if let outcome = await run(words[0], words.count > 1 ? words[1] : "", output) { return outcome }
        }
        return .ok(userExpressions: request.userExpressions.mapValues { .value(MIMEData(text: "<\($0)>")) })
    }

    private func run(_ command: String, _ text: String, _ output: any CellOutput) async -> ExecutionOutcome? {
        switch command {
        case "print": output.stream(.stdout, text + "\n")
        case "warn": output.stream(.stderr, text + "\n")
        case "show": output.display(MIMEData(text: text), id: nil)
        case "update":
            output.display(MIMEData(text: "before"), id: text)
            output.updateDisplay(MIMEData(text: "after"), id: text)
        case "clear": output.clear(wait: true)
        case "value": output.result(MIMEData(text: text))
        case "fail": return .error(name: "Failure", value: text, traceback: ["\u{1B}[31mFailure\u{1B}[0m: \(text)"])
        case "abort": return .aborted
        case "wait": return await waitForInterrupt()
        case "hold":
            while !state.withLock(\.isReleased) { try? await Task.sleep(for: .milliseconds(1)) }
        case "later":
            Task {
                try? await Task.sleep(for: .milliseconds(50))
                output.stream(.stdout, text)
            }
        case "ask", "secret":
            do {
                output.stream(.stdout, try await output.input(prompt: text, isPassword: command == "secret"))
            } catch {
                return .error(name: "InputError", value: "\(error)", traceback: [])
            }
        case "forget": output.closeComms()
        case "comm": output.send(CommEvent(.open(target: text), id: "ours", data: ["a": 1], buffers: [[1, 2]]))
        case "flood":
            let piece = String(repeating: "x", count: 100_000)
            for _ in 0..<(Int(text) ?? 0) {
                output.stream(.stdout, piece)
                // Never two pieces of the same stream in a row: they would be merged.
                output.stream(.stderr, "-")
            }
        default: return .error(name: "UnknownCommand", value: command, traceback: [])
        }
        return nil
    }

    private func waitForInterrupt() async -> ExecutionOutcome {
        while true {
            let (isInterrupted, isShutDown) = state.withLock { ($0.isInterrupted, $0.isShutDown) }
            if isShutDown { return .aborted }
            if isInterrupted {
                state.withLock { $0.isInterrupted = false }
                return .error(name: "Interrupted", value: "", traceback: [])
            }
            try? await Task.sleep(for: .milliseconds(1))
        }
    }

    func isComplete(_ code: String) async -> Completeness {
        switch code {
        case "whole": .complete
        case "part": .incomplete(indent: "  ")
        case "wrong": .invalid
        default: .unknown
        }
    }

    func complete(_ code: String, cursor: Int) async -> CompletionResult {
        CompletionResult(
            matches: [Completion("\(code)|\(cursor)"), Completion("f", kind: "function", signature: "f()")],
            cursorStart: 0,
            cursorEnd: cursor)
    }

    func inspect(_ code: String, cursor: Int, detail: Int) async -> InspectionResult? {
        code == "nothing" ? nil : MIMEData(text: "\(code) \(cursor) \(detail)")
    }

    func interrupt() async { state.withLock { $0.isInterrupted = true } }

    func shutdown(restart: Bool) async {
        state.withLock {
            $0.isShutDown = true
            $0.shutdownRestart = restart
        }
    }

    func receive(_ event: CommEvent, output: any CellOutput) async -> CommHandling {
        state.withLock { $0.commEvents.append(event) }
        if case .message = event.kind { output.send(CommEvent(.message, id: event.id, data: event.data)) }
        switch event.kind {
        case .open(target: "unknown"): return .refused
        case .message where event.data["wait"] != nil:
            return .waits {
                _ = await self.run("hold", "", output)
                output.error(name: "Failure", value: "late", traceback: ["late"])
            }
        default: return .taken
        }
    }
}
