import ArgumentParser
import Interchange
import NeuralEngine

/// `%save`
struct SaveCommand: TranslatableCommand {
    static let example = """
        %save clf clf.safetensors
        %save clf run.safetensors --training run.ckpt
        %save moons moons.npz
        """
    static let configuration = makeConfiguration(
        "save", "Write a network, a data set, a perceptron or its record into a file.",
        discussion: """
            A network with its layers and weights becomes a .safetensors file, which PyTorch reads as well; %load reads it again. \
            A data set becomes an .npz file with the arrays x and y, which NumPy reads; %data npz reads it again. A perceptron \
            becomes a .csv file of its weights, which %load reads; its record one with a row for each update. A file that is there \
            is replaced when the new one is whole.

            With --training, the file of %train --checkpoint goes into the network's: %train --resume goes on from that one file, \
            to the same bits as if the training had never ended.
            """)

    @Argument(help: "The network, data set, perceptron or its record.")
    var name: String

    @Argument(help: "The file; NAME.safetensors, NAME.npz or NAME.csv when left out.")
    var file: String?

    @Option(help: "A checkpoint of the network's training, to go on from (networks).")
    var training: String?

    @OptionGroup var swift: SwiftOption

    func run(in context: LabContext) throws {
        switch context.session.value(of: name) {
        case .network(let model, _):
            let path = try path(".safetensors")
            let checkpoint = try training.map { try TrainingCheckpoint(contentsOf: $0) }
            try model.save(path, training: checkpoint)
            context.say("\(name): \(ShortText.count(model.parameterCount, "parameter")) in \(path)")
            if let checkpoint { context.say("and the training after \(ShortText.count(checkpoint.epochs, "epoch"))") }
        case .dataset(let data, _):
            try Tensor.write(npz: path(".npz"), ["x": data.features, "y": data.targets])
            context.say("\(name): \(ShortText.count(data.count, "example")) in \(try path(".npz"))")
        case .perceptron(let perceptron):
            try perceptron.write(csv: path(".csv"))
            context.say("\(name): \(ShortText.count(perceptron.weights?.count ?? 0, "weight")) in \(try path(".csv"))")
        case .trace(let trace):
            try trace.write(csv: path(".csv"))
            context.say("\(name): \(ShortText.count(trace.updates.count, "update")) in \(try path(".csv"))")
        default: throw try other(context.session)
        }
    }

    func swiftCode(in context: LabContext) throws -> String {
        switch context.session.value(of: name) {
        case .network:
            SwiftCode.call(
                "try \(name).save",
                [
                    SwiftCode.string(try path(".safetensors")),
                    training.map { "training: TrainingCheckpoint(contentsOf: \(SwiftCode.string($0)))" },
                ])
        case .perceptron, .trace: "try \(name).write(csv: \(SwiftCode.string(try path(".csv"))))"
        case .dataset:
            "try Tensor.write(npz: \(SwiftCode.string(try path(".npz"))), [\"x\": \(name).features, \"y\": \(name).targets])"
        default: throw try other(context.session)
        }
    }

    private func path(_ ending: String) throws -> String {
        if training != nil, ending != ".safetensors" {
            throw LabError("--training goes with a network, and \"\(name)\" is none.")
        }
        let path = file ?? name + ending
        guard path.hasSuffix(ending) else {
            throw LabError("%save \(name) \(path): the file's name has to end in \(ending).")
        }
        try WritablePlace.check(path, option: "%save \(name)")
        return path
    }

    private func other(_ session: LabSession) throws -> LabError {
        session.unknown("network", name, hint: "%network makes one, %data a data set.")
    }
}
