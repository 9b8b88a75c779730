import ArgumentParser
import Spelling
import WorkerProtocol

/// Runs `%` lines.
public enum LabInterpreter {
    /// In the order in which `%help` lists them.
    static let commands: [any LabCommand.Type] = [
        DataCommand.self, NetworkCommand.self, TrainCommand.self, EvaluateCommand.self, PredictCommand.self,
        GenerateCommand.self, KMeansCommand.self, PCACommand.self, SOMCommand.self, AutoencoderCommand.self,
        VAECommand.self, GANCommand.self, FactorizationCommand.self, RecommendCommand.self, PlotCommand.self,
        SummaryCommand.self, SaveCommand.self, LoadCommand.self, ExportCommand.self, WhoCommand.self,
        EnvCommand.self, CdCommand.self, PwdCommand.self, RestoreCommand.self, HelpCommand.self,
    ]

    /// What the kernel asks of its own accord; `%help` does not list them.
    private static let hidden: [any LabCommand.Type] = [ValueCommand.self, ForgetCommand.self, LoadLibraryCommand.self]

    /// Runs a line.
    ///
    /// - Parameter names: what the session's Swift cells declared.
    /// - Returns: nil when it was done, else the message that tells why not.
    public static func run(_ line: String, names: [SwiftName] = [], session: LabSession = .shared) -> String? {
        run(line, names: names, session: session, output: .standard)
    }

    /// As ``run(_:names:session:)``, with a place of one's own for what commands write.
    package static func run(
        _ line: String, names: [SwiftName] = [], session: LabSession, output: LabOutput
    ) -> String? {
        do {
            if line.first == "!" {
                try ShellLine(line.dropFirst()).run()
                return nil
            }
            let words = try CommandLineSplitter.words(of: line)
            guard let word = words.first else {
                throw LabError("a command is missing behind %. %help lists the commands.")
            }
            let command = try self.command(named: word)
            try run(command, Array(words.dropFirst()), LabContext(session: session, names: names, output: output))
            return nil
        } catch {
            return "Error: \(error)"
        }
    }

    /// Reads a line as far as it can be read without doing what it says.
    ///
    /// - Returns: the Swift code that does the same; empty for a command that has none.
    /// - Throws: what ``run(_:names:session:)`` would have answered for a line that is wrong.
    package static func code(of line: String, session: LabSession, output: LabOutput) throws -> String {
        let words = try CommandLineSplitter.words(of: line)
        guard let word = words.first else { return "" }
        func read<Command: LabCommand>(_ type: Command.Type) throws -> String {
            guard let command = try parsed(type, Array(words.dropFirst())) as? any TranslatableCommand else {
                return ""
            }
            return try command.swiftCode(in: LabContext(session: session, names: [], output: output))
        }
        return try read(command(named: word))
    }

    static func command(named word: String) throws -> any LabCommand.Type {
        if let command = (commands + hidden).first(where: { $0.word == word.lowercased() }) { return command }
        let known = commands.map { $0.word } + DirectiveName.allCases.map(\.rawValue)
        if let hint = ForeignCommands.hint(for: word) { throw LabError("there is no command %\(word). \(hint)") }
        let guess = Spelling.nearest(to: word, in: known).map { " Did you mean %\($0)?" } ?? ""
        throw LabError(
            "there is no command %\(word).\(guess) There are: \(known.map { "%" + $0 }.joined(separator: ", ")). "
                + "%help explains them.")
    }

    /// Names of one option.
    private static let sameOptions = [
        "--lr": "--learning-rate", "--batch-size": "--batch", "--validation-data": "--validation",
        "--reduce-lr": "--reduce-lr-on-plateau", "--csv-logger": "--csv-log",
    ]

    /// The parser would take the last of two values, and say nothing of the first.
    ///
    /// - Throws: ``LabError`` for an option that is given twice; metrics may be several.
    private static func checkOnce(_ words: [String]) throws {
        var seen: Set<String> = []
        for word in words where word.hasPrefix("--") && !word.hasPrefix("--metric") {
            let given = String(word.prefix { $0 != "=" })
            guard seen.insert(sameOptions[given] ?? given).inserted else {
                throw LabError("\(given) is given twice; leave out one.")
            }
        }
    }

    private static func parsed<Command: LabCommand>(_ type: Command.Type, _ words: [String]) throws -> Command {
        // Of no words, a command that has nothing to hold takes nothing: `%who`.
        if words.isEmpty, MemoryLayout<Command>.size == 0 { return Command() }
        try checkOnce(words)
        return try Command.parse(words.map(Number.guarded))
    }

    private static func run<Command: LabCommand>(
        _ type: Command.Type, _ words: [String], _ context: LabContext
    ) throws {
        let command: Command
        do {
            command = try parsed(type, words)
        } catch let error as LabError {
            throw error
        } catch {
            let message = Command.fullMessage(for: error, columns: HelpText.columns)
            guard Command.exitCode(for: error) == .success else {
                let text = message.hasPrefix("Error: ") ? String(message.dropFirst(7)) : message
                throw LabError(OptionGuess.corrected(text, for: type))
            }
            context.say(message)
            return
        }
        if let translatable = command as? any TranslatableCommand, translatable.swift.isWanted {
            context.show(code: try translatable.swiftCode(in: context))
        } else {
            try command.run(in: context)
        }
    }
}
