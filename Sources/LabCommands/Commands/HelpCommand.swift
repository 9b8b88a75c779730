import ArgumentParser
import Spelling

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
        let width = LabInterpreter.commands.map { $0.word.count }.max() ?? 0
        let lines = LabInterpreter.commands.map { type in
            let padding = String(repeating: " ", count: width - type.word.count + 2)
            return "  %\(type.word)\(padding)\(type.configuration.abstract)"
        }
        context.say("COMMANDS:\n" + lines.joined(separator: "\n"))
        context.say(
            "\n%train --help explains a command, %help conv2d a word; %train … --swift prints the Swift code that does the same."
        )
    }

    private static func explanation(of word: String) throws -> String {
        if let type = LabInterpreter.commands.first(where: { $0.word == word.lowercased() }) {
            return type.helpMessage(columns: 100)
        }
        let entries = WordIndex.entries(named: word)
        guard entries.isEmpty else {
            return entries.map(\.help).joined(separator: "\n")
        }
        if let guess = Spelling.nearest(to: word, in: WordIndex.entries.map(\.kind)),
            Spelling.nearest(to: word, in: LabInterpreter.commands.map { $0.word }) == nil
        {
            throw LabError("there is no command and no word \(word). Did you mean \(guess)? %help lists the commands.")
        }
        return try LabInterpreter.command(named: word).helpMessage(columns: 100)
    }
}
