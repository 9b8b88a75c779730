import ArgumentParser
import Interchange
import NeuralEngine

/// `%save`
struct SaveCommand: TranslatableCommand {
    static let example = """
        %save clf clf.safetensors
        %save moons moons.npz
        """
    static let configuration = makeConfiguration(
        "save", "Write a network or a data set into a file.",
        discussion: """
            A network with its layers and weights becomes a .safetensors file, which PyTorch reads as well; %load reads it again. \
            A data set becomes an .npz file with the arrays x and y, which NumPy reads; %data npz reads it again. A file that is \
            there is replaced when the new one is whole.
            """)

    @Argument(help: "The network or data set.")
    var name: String

    @Argument(help: "The file; NAME.safetensors or NAME.npz when left out.")
    var file: String?

    @OptionGroup var swift: SwiftOption

    func run(in context: LabContext) throws {
        switch context.session.value(of: name) {
        case .network(let model, _):
            try model.save(path(".safetensors"))
            context.say("\(name): \(ShortText.count(model.parameterCount, "parameter")) in \(try path(".safetensors"))")
        case .dataset(let data, _):
            try Tensor.write(npz: path(".npz"), ["x": data.features, "y": data.targets])
            context.say("\(name): \(ShortText.count(data.count, "example")) in \(try path(".npz"))")
        default: throw try other(context.session)
        }
    }

    func swiftCode(in context: LabContext) throws -> String {
        switch context.session.value(of: name) {
        case .network: "try \(name).save(\(SwiftCode.string(try path(".safetensors"))))"
        case .dataset:
            "try Tensor.write(npz: \(SwiftCode.string(try path(".npz"))), [\"x\": \(name).features, \"y\": \(name).targets])"
        default: throw try other(context.session)
        }
    }

    private func path(_ ending: String) throws -> String {
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
