import ArgumentParser
import Interchange
import NeuralEngine

/// `%export`
struct ExportCommand: TranslatableCommand {
    static let example = """
        %export clf clf.onnx
        %export clf weights.safetensors
        %export notebook.html
        """
    static let configuration = makeConfiguration(
        "export", "Write a network for another program, or the notebook as a page.",
        discussion: """
            An .onnx file holds the whole network, for onnxruntime and others. A .safetensors file holds the weights alone, with \
            PyTorch's names and layouts; %save writes the layers as well.

            %export notebook.html writes a page of HTML that needs nothing else: the notebook as it was last saved, with \
            the outputs of this session (where the notebook's file is not known: the session's cells alone). \
            With a name that ends in .ipynb it is written as a notebook.
            """)

    @Argument(help: "The network.")
    var name: String

    @Argument(help: "The file, .onnx or .safetensors; NAME.onnx when left out.")
    var file: String?

    @OptionGroup var swift: SwiftOption

    func run(in context: LabContext) throws {
        let model = try context.session.network(name)
        let path = try path()
        if path.hasSuffix(".onnx") {
            try model.export(onnx: path)
        } else {
            try model.writeWeights(safetensors: path)
        }
        context.say("\(name): \(ShortText.count(model.parameterCount, "parameter")) in \(path)")
    }

    func swiftCode(in context: LabContext) throws -> String {
        _ = try context.session.network(name)
        let path = try path()
        let call = path.hasSuffix(".onnx") ? "export(onnx: " : "writeWeights(safetensors: "
        return "try \(name).\(call)\(SwiftCode.string(path)))"
    }

    private func path() throws -> String {
        let path = file ?? name + ".onnx"
        guard path.hasSuffix(".onnx") || path.hasSuffix(".safetensors") else {
            throw LabError("%export \(name) \(path): the file's name has to end in .onnx or .safetensors.")
        }
        try WritablePlace.check(path, option: "%export \(name)")
        return path
    }
}
