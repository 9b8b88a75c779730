import Foundation
import JupyterKernel
import Notebooks
import WorkerProtocol

/// `%export notebook.html`: the session as a page or a notebook. (`%export NETWORK FILE` is a command of the worker.)
///
/// Jupyter's server tells a kernel where the notebook's file is. Where there is one, the page has its prose and its cells, with the
/// outputs of this session for the cells that ran as they stand in the file; else it has the cells of the session alone.
struct SessionExport {
    private let path: String

    /// Nil for a line that means something else.
    init?(_ words: [String]) {
        guard words.count == 2, words[0].lowercased() == "%export" else { return nil }
        let name = words[1].lowercased()
        guard [".html", ".htm", ".ipynb"].contains(where: { name.hasSuffix($0) && name != $0 }) else { return nil }
        path = words[1]
    }

    func run(in session: NotebookSession, output: any CellOutput) async throws {
        let place = await session.path(of: path)
        let file = NotebookFile(Self.notebookPath ?? place)
        let targets =
            path.lowercased().hasSuffix(".ipynb") ? NotebookTargets(notebook: place) : NotebookTargets(page: place)
        if let own = Self.notebookPath, targets.notebook?.path == own {
            throw CellFailure(
                directive: "%export \(path): this is the notebook itself, which your editor saves; choose another name."
            )
        }
        let (notebook, words) = content(of: session.transcript, file: file)
        var notes: [String] = []
        do {
            try targets.prepare()
            try targets.write(notebook, from: file) { line in
                if line.hasPrefix(" ") { notes.append(String(line.drop { $0 == " " })) }
            }
        } catch let problem as FileProblem {
            throw CellFailure(directive: "%export \(path): \(problem)")
        }
        output.stream(.stdout, ([("\(path): " + words[0])] + words.dropFirst() + notes).joined(separator: "\n") + "\n")
    }

    /// The notebook's file, as Jupyter's server names it.
    private static let notebookPath: String? = {
        guard let name = ProcessInfo.processInfo.environment["JPY_SESSION_NAME"], name.hasSuffix(".ipynb"),
            FileManager.default.isReadableFile(atPath: name)
        else { return nil }
        return URL(fileURLWithPath: name).standardizedFileURL.path
    }()

    /// - Returns: what to write, and what to say of it.
    private func content(of transcript: SessionTranscript, file: NotebookFile) -> (Notebook, [String]) {
        let ran = transcript.cells.filter { !Self.isExport($0.code) }
        guard Self.notebookPath != nil, let saved = try? file.read() else {
            return (
                Self.notebook(of: ran, transcript),
                [
                    Self.count(ran.count) + " of this session with their outputs; "
                        + "the prose is not known here (the kernel was not told where the notebook's file is)"
                ]
            )
        }
        var notebook = saved
        // The last run of a text counts.
        var latest: [String: SessionTranscript.Cell] = [:]
        for cell in ran { latest[Self.key(cell.code)] = cell }
        var used: Set<String> = []
        for index in notebook.cells.indices where notebook.cells[index].kind == .code {
            let key = Self.key(notebook.cells[index].source)
            guard let cell = latest[key], let outputs = transcript.outputs(of: cell) else { continue }
            notebook.cells[index].outputs = outputs
            notebook.cells[index].executionCount = cell.executionCount
            used.insert(key)
        }
        notebook.cells.removeAll { $0.kind == .code && Self.isExport($0.source) }
        var words = [
            "\(file.url.lastPathComponent) as it was last saved, with the outputs of \(Self.count(used.count)) of this session"
        ]
        let others = Set(latest.keys).subtracting(used).count
        if others > 0 {
            words.append(
                "\(Self.count(others)) that ran \(others == 1 ? "is" : "are") not in the file as saved: "
                    + "save the notebook and export again to have \(others == 1 ? "it" : "them").")
        }
        return (notebook, words)
    }

    private static func notebook(of cells: [SessionTranscript.Cell], _ transcript: SessionTranscript) -> Notebook {
        var notebook = Notebook(
            cells: cells.map { cell in
                NotebookCell(
                    .code, source: cell.code, outputs: transcript.outputs(of: cell) ?? [],
                    executionCount: cell.executionCount)
            })
        notebook.completeIDs()
        return notebook
    }

    private static func key(_ source: String) -> String {
        source.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Whether a cell does nothing but export.
    private static func isExport(_ source: String) -> Bool {
        let lines = source.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
        return !lines.isEmpty
            && lines.allSatisfy { line in
                (try? ShellWords.words(of: line)).flatMap(SessionExport.init) != nil
            }
    }

    private static func count(_ number: Int) -> String { number == 1 ? "1 cell" : "\(number) cells" }
}
