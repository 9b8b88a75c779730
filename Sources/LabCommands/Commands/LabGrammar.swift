import ArgumentParser
import Foundation
import NeuralEngine
package import WorkerProtocol

/// Tells the kernel what `%` lines may hold.
///
/// Names, places and help texts are what swift-argument-parser itself says of each command; only the sorts of values are
/// written down here.
package enum LabGrammar {
    package static func grammar() throws -> CommandGrammar {
        CommandGrammar(
            commands: try LabInterpreter.commands.map { try command($0) },
            words: WordIndex.entries.map {
                CommandGrammar.Word(
                    noun: $0.noun, name: $0.kind, text: $0.head, purpose: $0.purpose, values: $0.values)
            })
    }

    /// The grammar as JSON. The coding stands here, since cells load what the module Cuaderno imports, and no Foundation.
    package static func json() throws -> String {
        String(decoding: try JSONEncoder().encode(try grammar()), as: UTF8.self)
    }

    private static func command(_ type: any LabCommand.Type) throws -> CommandGrammar.Command {
        let tool = try JSONDecoder().decode(DumpedTool.self, from: Data(type._dumpHelp().utf8))
        let shown = (tool.command.arguments ?? []).filter { $0.shouldDisplay && $0.names?.first?.name != "help" }
        let values = values[type.word] ?? [:]
        func argument(_ dumped: DumpedTool.Argument, _ names: [String]) -> CommandGrammar.Argument {
            CommandGrammar.Argument(
                names: names, help: dumped.abstract ?? "", takesValue: dumped.kind != "flag",
                isRepeating: dumped.isRepeating, values: names.compactMap { values[$0] }.first ?? [])
        }
        return CommandGrammar.Command(
            word: type.word, abstract: type.configuration.abstract, help: type.helpMessage(columns: 100),
            arguments: shown.filter { $0.kind == "positional" }.map { argument($0, [$0.valueName ?? ""]) },
            options: shown.filter { $0.kind != "positional" }.map { option in
                argument(option, (option.names ?? []).map { ($0.kind == "long" ? "--" : "-") + $0.name })
            } + [
                CommandGrammar.Argument(
                    names: ["--help"], help: "Explain the command.", takesValue: false, isRepeating: false, values: [])
            ])
    }

    /// What stands for values, by command and by argument.
    private static let values: [String: [String: [CommandGrammar.Values]]] = [
        "data": [
            "kind": [.choice(DataKind.allCases.map(\.rawValue))], "file": [.file],
            "--task": [.choice(CSVTask.allCases.map(\.rawValue))], "--labels": [.file],
        ],
        "network": ["layers": [.word("layer"), .word("activation"), .choice(["perceptron"])]],
        "train": [
            "name": networks, "--on": datasets, "--loss": [.word("loss")], "--metric": metrics,
            "--validation": datasets + [.choice(["none"])], "--class-weight": [.choice(["balanced"])],
            "--sample-weight": [.object(["Tensor"])], "--optimizer": [.word("optimizer")],
            "--schedule": [.word("schedule")], "--checkpoint": [.file], "--csv-log": [.file], "--resume": [.file],
            "--monitor": [.choice(["val_loss", "loss", "val_accuracy", "accuracy"])],
        ],
        "evaluate": [
            "name": networks, "--on": datasets, "--part": [.choice(["test", "train"])], "--loss": [.word("loss")],
            "--metric": metrics,
        ],
        "predict": ["name": networks, "--on": datasets],
        "plot": [
            "kind": [.choice(PlotKind.allCases.map(\.rawValue))],
            "names": anything + [.word("activation"), .word("loss")], "--on": datasets, "--save": [.file],
        ],
        "summary": ["name": anything],
        "save": ["name": networks + datasets, "file": [.file]],
        "load": ["file": [.file], "--into": networks],
        "export": ["name": networks, "file": [.file]],
        "help": ["command": [.command, .word("")]],
    ]

    private static let networks = [CommandGrammar.Values.object(["Sequential", "Model", "RosenblattPerceptron"])]
    private static let datasets = [CommandGrammar.Values.object(["Dataset"])]
    private static let metrics = [CommandGrammar.Values.word("metric"), .choice(["none"])]
    private static let anything = [
        CommandGrammar.Values.object([
            "Sequential", "Model", "RosenblattPerceptron", "Dataset", "History", "PerceptronTrace", "CrossValidation",
        ])
    ]
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
