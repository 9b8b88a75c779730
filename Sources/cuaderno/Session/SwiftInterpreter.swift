import CellCompiler
import Foundation
import JupyterKernel
import JupyterProtocol
import Logging

/// Swift cells and `%` commands, for the kernel.
final class SwiftInterpreter: Interpreter {
    private let session: NotebookSession
    private let assistant: CodeAssistant

    let kernelInfo = KernelInfo(
        implementation: "cuaderno",
        version: Version.current,
        banner: "Cuaderno \(Version.current): Swift cells and a neural-network engine. `%help` lists the commands.",
        language: LanguageInfo(
            name: "swift", version: SwiftInterpreter.languageVersion, mimeType: "text/x-swift", fileExtension: ".swift",
            pygmentsLexer: "swift", codeMirrorMode: "swift"),
        helpLinks: [
            HelpLink(text: "The Swift Programming Language", url: "https://docs.swift.org/swift-book/")
        ])

    init(session: NotebookSession) {
        self.session = session
        assistant = CodeAssistant(session: session)
    }

    func execute(_ request: ExecutionRequest, output: any CellOutput) async -> ExecutionOutcome {
        if let question = HelpQuestion(request.code) { return await answer(question) }
        if await isFarewell(request.code) {
            // A console that started the kernel ends it all the same; one that joined another's must not.
            return .ok(payload: [["source": "ask_exit", "keepkernel": true]])
        }
        guard !request.isSilent else { return await run(request, output: output) }
        let recorded = session.transcript.record(request, output: output)
        let outcome = await run(request, output: recorded)
        recorded.end(outcome)
        return outcome
    }

    private func run(_ request: ExecutionRequest, output: any CellOutput) async -> ExecutionOutcome {
        if let failure = await session.execute(request, output: output) {
            return .error(name: failure.name, value: failure.value, traceback: failure.traceback)
        }
        var values: [String: ExpressionResult] = [:]
        for (name, expression) in request.userExpressions.sorted(by: { $0.key < $1.key }) {
            values[name] = await session.value(ofExpression: expression, in: request.subshell)
        }
        return .ok(userExpressions: values)
    }

    /// Whether a cell is the word by which people leave a console. Clients with pages take no notice of the answer.
    private func isFarewell(_ code: String) async -> Bool {
        let word = code.trimmingCharacters(in: .whitespacesAndNewlines)
        guard ["exit", "quit"].contains(word) else { return false }
        return await !session.names.hasVariable(word)
    }

    /// Explains a name in the pager, which is the only place for a text that is no output.
    private func answer(_ question: HelpQuestion) async -> ExecutionOutcome {
        let subject = question.subject
        guard let found = await assistant.inspect(subject, cursor: subject.unicodeScalars.count) else {
            return .error(
                name: "Nothing found", value: "nothing is known of '\(subject)'; `%help` lists the commands",
                traceback: ["Nothing is known of '\(subject)'. `%help` lists the commands, `%who` the variables."])
        }
        return .ok(payload: [["source": "page", "data": .object(found.data), "start": 0]])
    }

    func isComplete(_ code: String) async -> Completeness {
        if BracketNesting.lineBeyondLimit(in: code) != nil { return .invalid }
        return switch SourceCompleteness.of(code) {
        case .complete: .complete
        case .incomplete(let indent): .incomplete(indent: indent)
        case .invalid: .invalid
        }
    }

    func complete(_ code: String, cursor: Int) async -> CompletionResult {
        await assistant.complete(code, cursor: cursor)
    }

    func inspect(_ code: String, cursor: Int, detail: Int) async -> InspectionResult? {
        await assistant.inspect(code, cursor: cursor)
    }

    func interrupt() async {
        await session.interrupt()
    }

    var supportsSubshells: Bool { true }

    func subshellEnded(_ id: String) async {
        await session.endSubshell(id)
    }

    func receive(_ event: CommEvent, output: any CellOutput) async -> CommHandling {
        await session.receive(event, output: output)
    }

    func shutdown(restart: Bool) async {
        await assistant.end()
        await session.end()
    }

    /// The language version of this compiler, which is that of the cells' compiler: another one is refused.
    private static var languageVersion: String {
        #if compiler(>=6.3)
            "6.3"
        #elseif compiler(>=6.2)
            "6.2"
        #else
            "6.1"
        #endif
    }
}
