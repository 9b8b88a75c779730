import CommandDescription
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
            commands: try LabInterpreter.commands.map { type in
                try CommandGrammar.Command(describing: type, word: type.word, values: values[type.word] ?? [:])
            },
            words: WordIndex.entries.map {
                CommandGrammar.Word(
                    noun: $0.noun, name: $0.kind, text: $0.head, purpose: $0.purpose, values: $0.values)
            })
    }

    /// The grammar as JSON. The coding stands here, since cells load what the module Cuaderno imports, and no Foundation.
    package static func json() throws -> String {
        String(decoding: try JSONEncoder().encode(try grammar()), as: UTF8.self)
    }

    /// What stands for values, by command and by argument.
    private static let values: [String: [String: [CommandGrammar.Values]]] = [
        "data": [
            "kind": [.choice(DataKind.allCases.map(\.rawValue))], "file": [.file],
            "--task": [.choice(CSVTask.allCases.map(\.rawValue))], "--labels": [.file],
            "--missing": [.choice(MissingValues.allCases.map(\.rawValue))],
            "--by": [.choice(TextUnit.allCases.map(\.rawValue))],
        ],
        "network": [
            "layers": [
                .word("layer"), .word("activation"), .choice(NeuronWord.allCases.map(\.rawValue)), .word("transformer"),
            ]
        ],
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
        "kmeans": ["--on": datasets],
        "pca": ["--on": datasets],
        "som": [
            "--on": datasets, "--topology": [.choice(SelfOrganizingMap.Topology.allCases.map(\.rawValue))],
            "--start": [.choice(SelfOrganizingMap.Initialization.allCases.map(\.rawValue))],
            "--rule": [.choice(SelfOrganizingMap.Rule.allCases.map(\.rawValue))],
        ],
        "autoencoder": ["--on": datasets],
        "vae": ["--on": datasets],
        "gan": ["--on": datasets],
        "factorization": ["--on": datasets],
        "recommend": ["name": [.object(["MatrixFactorization"])], "--without": datasets],
        "predict": ["name": networks + [.object(["MatrixFactorization"])], "--on": datasets],
        "generate": ["name": networks, "--on": datasets],
        "plot": [
            "kind": [.choice(PlotKind.allCases.map(\.rawValue))],
            "names": anything + [.word("activation"), .word("loss")], "--on": datasets, "--save": [.file],
        ],
        "summary": ["name": anything],
        "save": ["name": anything, "file": [.file], "--training": [.file]],
        "load": ["file": [.file], "--into": networks],
        "export": ["name": networks, "file": [.file]],
        "cd": ["folder": [.file]],
        "help": ["command": [.command, .word("")]],
    ]

    private static let neurons = ["RosenblattPerceptron", "Adaline", "PocketPerceptron"]
    private static let networks = [CommandGrammar.Values.object(["Sequential", "Model"] + neurons)]
    private static let datasets = [CommandGrammar.Values.object(["Dataset"])]
    private static let metrics = [CommandGrammar.Values.word("metric"), .choice(["none"])]
    private static let anything = [
        CommandGrammar.Values.object(
            [
                "Sequential", "Model", "Dataset", "History", "PerceptronTrace", "CrossValidation", "KMeans",
                "PrincipalComponents", "SelfOrganizingMap", "SelfOrganizingMapHistory", "PocketTrace",
                "VariationalAutoencoder", "GAN", "MatrixFactorization",
            ] + neurons)
    ]
}
