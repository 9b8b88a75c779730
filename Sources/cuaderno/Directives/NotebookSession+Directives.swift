import ArgumentParser
import CellCompiler
import CellHost
import Foundation
import JupyterKernel
import WorkerProtocol

extension NotebookSession {
    /// Runs a cell, a file or a part of them: Swift, commands, directives and shell lines in the order in which they stand.
    ///
    /// - Parameters:
    ///   - segments: those of the text, where they are known.
    ///   - firstLine: the line of the cell on which the text begins.
    ///   - label: the name of the cell or the file.
    func run(
        source: String, segments: [CellSegment]? = nil, firstLine: Int = 1, label: String, output: any CellOutput
    ) async throws {
        // The mark that some editors put at the start of a file; the compiler takes it only there.
        let hasMark = source.unicodeScalars.first == "\u{FEFF}"
        let text = hasMark ? String(source.unicodeScalars.dropFirst()) : source
        if try await runCellDirective(text, firstLine: firstLine, label: label, output: output) { return }
        let known = hasMark ? nil : segments
        for segment in known ?? CellSplitter.segments(of: text, isVariable: names.hasVariable)
        where !segment.isRestore {
            switch segment {
            case .command(let line, let number):
                try await run(line: line, number: firstLine + number - 1, label: label, output: output)
            case .swift(let text, let line):
                let unit = CellUnit(
                    label: label, text: text, firstLine: firstLine + line - 1, isOptimized: directives.optimization)
                try await run(swift: unit, output: output)
            }
            if isInterrupted { throw CellFailure.interrupted }
        }
    }

    /// A `%%` on the first line takes the rest of the cell.
    private func runCellDirective(
        _ text: String, firstLine: Int, label: String, output: any CellOutput
    ) async throws -> Bool {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let index = lines.firstIndex(where: { !$0.allSatisfy(\.isWhitespace) }),
            let line = DirectiveLine(lines[index]), line.isForCell, let type = Directives.type(of: line.name)
        else { return false }
        let context = DirectiveContext(
            session: self, output: output, label: label,
            statement: lines[(index + 1)...].joined(separator: "\n"), firstLine: firstLine + index + 1, isForCell: true)
        guard type.takesCell else {
            throw CellFailure(directive: "%%\(line.name.rawValue) takes no cell; write %\(line.name.rawValue).")
        }
        try await Directives.run(type, options: ShellWords.words(of: line.rest), in: context)
        return true
    }

    /// A `%` or `!` line: a directive is answered here, everything else by the worker.
    private func run(line: String, number: Int, label: String, output: any CellOutput) async throws {
        if let words = try? ShellWords.words(of: line), words.count == 2, words[0].lowercased() == "%help",
            let name = DirectiveName(word: words[1].drop { $0 == "%" }), let type = Directives.type(of: name)
        {
            output.stream(.stdout, type.helpMessage(columns: HelpText.columns) + "\n")
            return
        }
        if let export = (try? ShellWords.words(of: line)).flatMap(SessionExport.init) {
            return try await export.run(in: self, output: output)
        }
        guard let directive = DirectiveLine(line), let type = Directives.type(of: directive.name) else {
            try await run(command: line.hasPrefix("!") ? withValues(line) : line, output: output)
            keepSurroundings(line)
            return
        }
        guard !directive.isForCell else {
            throw CellFailure(directive: "%%\(directive.name.rawValue) belongs on the first line of a cell.")
        }
        var options: [String]
        var statement = ""
        if type.takesLine {
            (options, statement) = DirectiveLine.options(
                of: directive.rest, before: line.count - directive.rest.count)
        } else {
            options = try ShellWords.words(of: directive.rest)
        }
        let context = DirectiveContext(
            session: self, output: output, label: label, statement: statement, firstLine: number, isForCell: false)
        try await Directives.run(type, options: options, in: context)
    }

    /// A shell line with the session's values where it names them.
    private func withValues(_ line: String) async throws -> String {
        var filled = line
        for place in ShellValues.places(in: line, isVariable: names.hasVariable).reversed() {
            let output = KeptOutput()
            let expression = line[place].dropFirst().dropLast()
            try await run(
                swift: CellUnit(label: "\(line[place])", text: "print(\(expression), terminator: \"\")"), output: output
            )
            filled.replaceSubrange(place, with: output.text)
        }
        return filled
    }

    // MARK: The worker's surroundings

    /// What a command has changed in the worker's process is done again in the next one.
    private func keepSurroundings(_ line: String) {
        guard let words = try? ShellWords.words(of: line), words.count > 1 || words.first == "%cd" else { return }
        switch words[0].lowercased() {
        case "%cd": directives.keep("%cd \"\(workingFolder)\"", for: "folder")
        case "%env" where words.count > 2 || words[1].contains("="):
            let name = words[1] == "--unset" ? words[2] : String(words[1].prefix { $0 != "=" })
            directives.keep(line, for: "variable \(name)")
        default: break
        }
    }

    /// A new worker gets folder, environment and libraries of the one before.
    func restoreSurroundings(of worker: Worker) async {
        guard !directives.isRestored else { return }
        directives.isRestored = true
        for (_, line) in directives.surroundings {
            let number = nextRun()
            _ = await worker.run(
                .command(CommandRun(cell: number, lane: lane, line: line)), cell: number, output: ValueReader())
        }
    }

    // MARK: What directives do to the session

    /// Forgets all names. Their values go with the worker, which is another one from here on.
    func reset() {
        worker?.terminate()
        worker = nil
        latestOutput?.closeComms()
        forgetAll()
        record = SessionRecord()
        for package in directives.changedPackages { _ = try? take(package) }
        directives.changedPackages = []
    }

    /// Nothing that was declared can be named any more.
    func forgetAll() {
        names.removeAll()
        storage.removeAll()
        conformances = ConformanceLedger()
        types.removeAll()
        summaries.removeAll()
    }

    /// Forgets some names.
    ///
    /// - Throws: ``CellFailure`` when the worker does not answer.
    func forget(_ gone: [String], output: any CellOutput) async throws {
        for name in gone {
            names.remove(name)
            types[name] = nil
            summaries[name] = nil
        }
        try await run(command: "%__forget \(gone.joined(separator: " "))", output: output)
    }

    /// - Throws: ``CellFailure`` with the compiler's words about a text that it refuses.
    func check(_ unit: CellUnit) async throws {
        guard case .rejected(let diagnostics) = try await readyCompiler().compile(unit, names: names) else { return }
        throw CellFailure(
            name: "Compilation error", value: diagnostics.first?.message ?? "",
            traceback: diagnostics.flatMap { DiagnosticRenderer().lines(for: $0) })
    }
}
