public import ArgumentParser
import Foundation
public import WorkerProtocol

extension CommandGrammar.Command {
    /// A command as swift-argument-parser itself describes it.
    ///
    /// - Parameters:
    ///   - type: the command.
    ///   - word: its name without `%`.
    ///   - values: what stands for values, by argument; no parser knows that.
    /// - Throws: when the parser's description cannot be read.
    public init(
        describing type: any ParsableCommand.Type, word: String, values: [String: [CommandGrammar.Values]]
    ) throws {
        let tool = try JSONDecoder().decode(DumpedTool.self, from: Data(type._dumpHelp().utf8))
        let shown = (tool.command.arguments ?? []).filter { $0.shouldDisplay && $0.names?.first?.name != "help" }
        func argument(_ dumped: DumpedTool.Argument, _ names: [String]) -> CommandGrammar.Argument {
            CommandGrammar.Argument(
                names: names, help: dumped.abstract ?? "", takesValue: dumped.kind != "flag",
                isRepeating: dumped.isRepeating, values: names.compactMap { values[$0] }.first ?? [])
        }
        self.init(
            word: word, abstract: type.configuration.abstract, help: type.helpMessage(columns: HelpText.columns),
            arguments: shown.filter { $0.kind == "positional" }.map { argument($0, [$0.valueName ?? ""]) },
            options: shown.filter { $0.kind != "positional" }.map { option in
                argument(option, (option.names ?? []).map { ($0.kind == "long" ? "--" : "-") + $0.name })
            } + [
                CommandGrammar.Argument(
                    names: ["--help"], help: "Explain the command.", takesValue: false, isRepeating: false, values: [])
            ])
    }
}

/// As much of swift-argument-parser's description of a command as is needed here.
private struct DumpedTool: Decodable {
    struct Command: Decodable {
        var arguments: [Argument]?
    }

    struct Argument: Decodable {
        var kind: String
        var shouldDisplay: Bool
        var isRepeating: Bool
        var names: [Name]?
        var valueName: String?
        var abstract: String?
    }

    struct Name: Decodable {
        var kind: String
        var name: String
    }

    var command: Command
}
