import ArgumentParser
import JupyterKernel
import WorkerProtocol

/// A `%` line that the kernel answers itself.
protocol Directive: ParsableCommand {
    static var name: DirectiveName { get }

    /// Whether a line of any kind stands behind the options.
    static var takesLine: Bool { get }

    /// Whether it takes a cell, with `%%`.
    static var takesCell: Bool { get }

    /// What stands for values, by argument, for completion.
    static var values: [String: [CommandGrammar.Values]] { get }

    /// Does it.
    ///
    /// - Throws: ``CellFailure``, or what the compiler's side throws.
    func run(in context: DirectiveContext) async throws
}

extension Directive {
    static var takesLine: Bool { false }

    static var takesCell: Bool { takesLine }

    static var values: [String: [CommandGrammar.Values]] { [:] }

    static func makeConfiguration(_ example: String, discussion: String = "") -> CommandConfiguration {
        let text =
            (discussion.isEmpty ? "" : discussion + "\n\n") + "EXAMPLE:\n  " + example.replacing("\n", with: "\n  ")
        return CommandConfiguration(commandName: "%\(name.rawValue)", abstract: name.abstract, discussion: text)
    }
}

/// What a directive runs in.
struct DirectiveContext {
    let session: NotebookSession
    let output: any CellOutput
    /// How the student knows the cell: `In[7]`.
    let label: String
    /// What stands behind the options of a directive that takes a statement: a line, or with `%%` the rest of the cell.
    let statement: String
    /// The cell's line on which the statement begins.
    let firstLine: Int
    /// True for `%%`.
    let isForCell: Bool

    func say(_ text: String) { output.stream(.stdout, text + "\n") }

    /// Runs the statement as if it stood alone in the cell.
    func runStatement(output other: (any CellOutput)? = nil) async throws {
        try await session.run(source: statement, firstLine: firstLine, label: label, output: other ?? output)
    }

    /// - Throws: ``CellFailure`` that says where the statement belongs.
    func requireStatement(_ name: DirectiveName) throws {
        guard statement.allSatisfy(\.isWhitespace) else { return }
        throw CellFailure(
            directive: isForCell
                ? "there is nothing below %%\(name.rawValue): the lines of the cell belong there."
                : "%\(name.rawValue) needs a line to run, such as %\(name.rawValue) (1...1000).reduce(0, +); "
                    + "%%\(name.rawValue) on the first line of a cell takes the whole cell.")
    }
}

extension CellFailure {
    /// A mistake in a `%` line.
    init(directive message: String) {
        let lines = message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        self.init(
            name: "Command error", value: lines.first ?? "",
            traceback: [CellFailure.headline("Error", lines.first ?? "")] + lines.dropFirst())
    }
}
