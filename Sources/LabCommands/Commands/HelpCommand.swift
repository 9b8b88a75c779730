import ArgumentParser
import Spelling
import WorkerProtocol

/// `%help [command or word]`
struct HelpCommand: LabCommand {
    static let example = """
        %help train
        %help conv2d
        """
    static let configuration = makeConfiguration(
        "help", "List the commands, or explain one, or a word of theirs.",
        discussion: "Words are layers, activations, losses, metrics, optimizers, schedules, initializers and the like.")

    @Argument(help: "The command or word to explain.")
    var command: String?

    func run(in context: LabContext) throws {
        if let command {
            context.say(try Self.explanation(of: String(command.drop { $0 == "%" })))
            return
        }
        let known =
            LabInterpreter.commands.map { ($0.word, $0.configuration.abstract) }
            + DirectiveName.allCases.map { ($0.rawValue, $0.abstract) }
        let width = known.map { $0.0.count }.max() ?? 0
        let lines = known.map { word, abstract in
            "  %\(word)\(String(repeating: " ", count: width - word.count + 2))\(abstract)"
        }
        context.say("COMMANDS:\n" + lines.joined(separator: "\n"))
        context.say(
            """

            %train --help explains a command, %help conv2d a word; %train … --swift prints
            the Swift code that does the same. !ls runs a shell line.
            """
        )
    }

    private static func explanation(of word: String) throws -> String {
        if let type = LabInterpreter.commands.first(where: { $0.word == word.lowercased() }) {
            return type.helpMessage(columns: HelpText.columns)
        }
        if word == "!" { return ShellLine.help }
        let entries = WordIndex.entries(named: word)
        guard entries.isEmpty else {
            return entries.map(\.help).joined(separator: "\n")
        }
        if let guess = Spelling.nearest(to: word, in: WordIndex.entries.map(\.kind)),
            Spelling.nearest(to: word, in: LabInterpreter.commands.map { $0.word }) == nil
        {
            throw LabError("there is no command and no word \(word). Did you mean \(guess)? %help lists the commands.")
        }
        return try LabInterpreter.command(named: word).helpMessage(columns: HelpText.columns)
    }
}
