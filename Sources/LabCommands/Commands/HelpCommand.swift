import ArgumentParser

/// `%help [command]`
struct HelpCommand: LabCommand {
    static let example = "%help train"
    static let configuration = makeConfiguration("help", "List the commands, or explain one.")

    @Argument(help: "The command to explain.")
    var command: String?

    func run(in context: LabContext) throws {
        if let command {
            let type = try LabInterpreter.command(named: String(command.drop { $0 == "%" }))
            context.say(type.helpMessage(columns: 100))
            return
        }
        let width = LabInterpreter.commands.map { $0.word.count }.max() ?? 0
        let lines = LabInterpreter.commands.map { type in
            let padding = String(repeating: " ", count: width - type.word.count + 2)
            return "  %\(type.word)\(padding)\(type.configuration.abstract)"
        }
        context.say("COMMANDS:\n" + lines.joined(separator: "\n"))
        context.say("\n%train --help explains a command; %train … --swift prints the Swift code that does the same.")
    }
}
