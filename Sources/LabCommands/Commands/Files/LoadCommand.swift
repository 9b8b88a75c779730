import ArgumentParser
import Interchange
import NeuralEngine

/// `%load`
struct LoadCommand: TranslatableCommand {
    static let example = """
        %load clf.safetensors
        %load torch.safetensors --into clf
        %load model.onnx --name imported
        """
    static let configuration = makeConfiguration(
        "load", "Read a network or a perceptron from a file.",
        discussion: """
            A .safetensors file of %save holds layers and weights; one of PyTorch's holds weights alone, for a network that there \
            is already (--into). An .onnx file is read as far as its operators are layers of the engine. A .csv file is a perceptron \
            of %save.
            """)

    @Argument(help: "The file, .safetensors, .onnx or .csv.")
    var file: String

    @Option(help: "The network's name in the session; the file's when left out.")
    var name: String?

    @Option(help: "A network that takes the file's weights.")
    var into: String?

    @OptionGroup var swift: SwiftOption

    func run(in context: LabContext) throws {
        if let into {
            let model = try target(into, context.session)
            try model.loadWeights(safetensors: file)
            context.say("\(into): \(ShortText.count(model.parameterCount, "parameter")) from \(file)")
            return
        }
        try checkEnding()
        let name = try madeName()
        if isTable {
            let perceptron = try RosenblattPerceptron(csv: file)
            context.session.define(name, .perceptron(perceptron))
            context.say("\(name): \(perceptron)")
            return
        }
        let loaded = isONNX ? try Model.load(onnx: file) : try Model.load(file)
        context.session.define(name, .network(loaded, draft: nil))
        context.say("\(name): \(ShortText.count(loaded.parameterCount, "parameter")) from \(file)")
        context.show(NetworkBundle.bundle(loaded))
    }

    func swiftCode(in context: LabContext) throws -> String {
        if let into {
            _ = try target(into, context.session)
            return "try \(into).loadWeights(safetensors: \(SwiftCode.string(file)))"
        }
        if isTable { return "var \(try madeName()) = try RosenblattPerceptron(csv: \(SwiftCode.string(file)))" }
        return "let \(try madeName()) = try Model.load(\(isONNX ? "onnx: " : "")\(SwiftCode.string(file)))"
    }

    /// Files that hold no network of ours, whatever is in them, and what reads them.
    private static let others = [
        "npy": "%data npy reads arrays.", "npz": "%data npz reads arrays.",
        "png": "%data pictures reads folders of pictures.",
        "gz": "%data idx reads MNIST's files.", "txt": "%data text reads texts.",
        "ckpt": "%train NAME --resume goes on from a checkpoint.",
        "pt": "Save the weights with safetensors.torch.save_file, and read them with --into.",
        "pth": "Save the weights with safetensors.torch.save_file, and read them with --into.",
        "h5": "Export the model from Keras as .onnx.", "keras": "Export the model from Keras as .onnx.",
    ]

    private func checkEnding() throws {
        let ending = file.split(separator: ".").last.map { $0.lowercased() } ?? ""
        guard let hint = Self.others[ending] else { return }
        throw LabError("\(file) is no .safetensors, .onnx or .csv file. \(hint)")
    }

    private var isONNX: Bool { file.hasSuffix(".onnx") }
    private var isTable: Bool { file.hasSuffix(".csv") }

    private func madeName() throws -> String {
        let stem = file.split(separator: "/").last.map { String($0.prefix { $0 != "." }) }
        let name = self.name ?? SwiftIdentifier.made(from: stem ?? "network")
        try SwiftIdentifier.check(name, of: "network")
        return name
    }

    private func target(_ into: String, _ session: LabSession) throws -> Model {
        guard name == nil else { throw LabError("--into names a network that there is; leave out --name.") }
        guard !isONNX, !isTable else { throw LabError("--into takes weights of a .safetensors file, not of \(file).") }
        return try session.network(into)
    }
}
