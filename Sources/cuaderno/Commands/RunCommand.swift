import ArgumentParser
import Foundation
import Glibc
import JupyterKernel
import Logging
import Notebooks

/// `cuaderno run`: executes a notebook without Jupyter.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Execute a notebook and write it with its outputs, as a page of HTML, and its pictures.",
        discussion: """
            The cells run in the notebook's folder, each after the one before it has ended. A cell that fails ends the run; the \
            files are written all the same, and the exit status is 1 (130 after Ctrl-C). Cells with the tag raises-exception \
            may fail, those with the tag skip-execution are left out. Parameters are set as papermill does it: in a new cell \
            behind the one with the tag parameters.

              cuaderno run notebook.ipynb --html notebook.html --svg-dir pictures
              cuaderno run notebook.ipynb -p epochs=50 -p rate=0.01 --output out/notebook.ipynb
            """)

    @Argument(help: "The notebook (.ipynb).", completion: .file(extensions: ["ipynb"]))
    var notebook: String

    @Option(
        name: [.customShort("p"), .customLong("parameter")],
        help: ArgumentHelp(
            "A parameter: a Swift literal, or words that become a string. Can be given more than once.",
            valueName: "name=value"),
        transform: { text in
            guard let assignment = ParameterAssignment(text) else {
                throw ValidationError("expected name=value with the name of a Swift variable, such as epochs=20")
            }
            return assignment
        })
    var parameters: [ParameterAssignment] = []

    @Option(name: .shortAndLong, help: "Write the executed notebook to this file.")
    var output: String?

    @Flag(help: "Store the outputs in the notebook itself, if no cell fails.")
    var inPlace = false

    @Option(help: "Write a page of HTML that needs no other file and no network.")
    var html: String?

    @Option(help: "Write each picture into this folder, as NAME-01.svg and so on.")
    var svgDir: String?

    @Option(help: "Interrupt a cell that takes longer than this many seconds; it has failed then.")
    var timeout: Double?

    @Flag(help: "Go on behind cells that fail; the exit status is 0 then.")
    var allowErrors = false

    @Flag(name: .shortAndLong, help: "No progress on standard error.")
    var quiet = false

    func validate() throws {
        if let timeout, !(timeout > 0 && timeout < 1e9) {
            throw ValidationError("--timeout \(timeout): expected a number of seconds above 0.")
        }
        guard !inPlace || output == nil else {
            throw ValidationError("--in-place and --output name two places; give one.")
        }
        guard !inPlace || parameters.isEmpty else {
            throw ValidationError("--in-place would store the parameters in the notebook; give --output.")
        }
    }

    func run() async throws {
        let file = NotebookFile(notebook)
        var content = try file.read()
        if let language = content.language, language != "swift" {
            throw FileProblem(
                "\(file.url.path) is a notebook of the kernel \(content.kernelName ?? "") (\(language)); "
                    + "this program runs notebooks in Swift")
        }
        let targets = NotebookTargets(notebook: output, page: html, pictures: svgDir)
        try targets.prepare()
        for warning in content.inject(parameters) { Self.tell("Warning: \(warning)") }

        let report = try await execute(content, of: file)
        try targets.write(report.notebook, from: file) { print($0) }
        if inPlace, report.failure == nil, !report.wasStopped {
            var itself = NotebookTargets()
            itself.notebook = file.url
            try itself.write(report.notebook, from: file) { print($0) }
        }
        for failure in report.allowedFailures { Self.tell("Warning: \(Self.text(failure))") }
        if report.wasStopped {
            Self.tell("Stopped: the cells behind it did not run.")
            throw ExitCode(130)
        }
        if let failure = report.failure {
            Self.tell("Error: \(Self.text(failure))")
            throw ExitCode.failure
        }
    }

    private func execute(_ content: Notebook, of file: NotebookFile) async throws -> NotebookRun.Report {
        let (folder, path) = (file.folder.path, file.url.path)
        guard chdir(folder) == 0 else {
            throw FileProblem("the folder \(folder) cannot be entered: \(String(cString: strerror(errno)))")
        }
        // By this name %export finds the prose, as it does under Jupyter's server.
        setenv("JPY_SESSION_NAME", path, 1)
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = .error
            return handler
        }
        signal(SIGPIPE, SIG_IGN)
        let temporary = KernelFolder()
        defer { temporary.remove() }
        let session = NotebookSession(
            installation: .current(), folder: temporary.url, log: Logger(label: "cuaderno"))
        let interpreter = SwiftInterpreter(session: session)
        let run = NotebookRun(
            interpreter: interpreter, timeout: timeout.map { .seconds($0) }, allowsErrors: allowErrors)
        let removed = temporary.url.path
        let signals = StopSignals(stop: { Task { await run.stop() } }, abandon: { FileTree.remove(removed) })
        defer { withExtendedLifetime(signals) {} }
        let warming = Task {
            await session.warmUp()
            KernelFolder.removeStale()
        }
        var report = await run.run(content, progress: RunProgress(isQuiet: quiet))
        warming.cancel()
        report.notebook.setLanguage(interpreter.kernelInfo)
        await interpreter.shutdown(restart: false)
        return report
    }

    private static func text(_ failure: NotebookRun.Failure) -> String {
        "In[\(failure.count)] (cell \(failure.place) of the notebook) failed: \(failure.message)"
    }

    private static func tell(_ line: String) { RunProgress.write(line + "\n") }
}
