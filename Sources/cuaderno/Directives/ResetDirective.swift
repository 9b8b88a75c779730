import ArgumentParser
import CellCompiler
import JupyterKernel
import Spelling
import WorkerProtocol

/// `%reset [-f] [NAME…]`
struct ResetDirective: Directive {
    static let name = DirectiveName.reset
    static let values = ["names": [CommandGrammar.Values.object([])]]
    static let configuration = makeConfiguration(
        "%reset x y\n%reset -f",
        discussion: """
            Without names everything is forgotten, after a question that -f leaves out: the cells then run in a new process, in \
            the same folder and with the same environment and packages. What is forgotten can be declared anew at any time.
            """)

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var force = false

    @Argument(help: "What to forget; everything when left out.")
    var names: [String] = []

    func run(in context: DirectiveContext) async throws {
        let session = context.session
        guard names.isEmpty else {
            let known = await session.names.liveNames
            for name in names where !known.contains(name) {
                let guess = Spelling.nearest(to: name, in: known).map { " Did you mean \($0)?" } ?? ""
                throw CellFailure(
                    directive: "there is no \(name).\(guess) %who lists the names. Nothing was forgotten.")
            }
            try await session.forget(names, output: context.output)
            return
        }
        if !force, try await !isConfirmed(context) {
            context.say("Nothing was forgotten.")
            return
        }
        await session.reset()
    }

    private func isConfirmed(_ context: DirectiveContext) async throws -> Bool {
        let answer: String
        do {
            answer = try await context.output.input(
                prompt: "Forget all variables, functions and types? They cannot be brought back (y/[n]) ",
                isPassword: false)
        } catch {
            throw CellFailure(
                directive: "%reset asks before it forgets everything, and got no answer; %reset -f does not ask.")
        }
        return ["y", "yes", "s", "sí", "si"].contains(answer.lowercased().filter { !$0.isWhitespace })
    }
}
