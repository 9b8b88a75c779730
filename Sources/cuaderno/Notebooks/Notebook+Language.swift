import JupyterKernel
import JupyterProtocol
import Notebooks

extension Notebook {
    /// Says what ran the cells, as Jupyter's clients note it: by this frontends choose the kernel and the colours of the code.
    mutating func setLanguage(_ info: KernelInfo) {
        var language: [String: JSONValue] = [
            "name": .string(info.language.name), "version": .string(info.language.version),
            "mimetype": .string(info.language.mimeType), "file_extension": .string(info.language.fileExtension),
        ]
        if let lexer = info.language.pygmentsLexer { language["pygments_lexer"] = .string(lexer) }
        if let mode = info.language.codeMirrorMode { language["codemirror_mode"] = mode }
        metadata["language_info"] = .object(language)
        guard metadata["kernelspec"] == nil else { return }
        metadata["kernelspec"] = [
            "name": .string(KernelSpec.name), "display_name": .string(KernelSpec.displayName), "language": "swift",
        ]
    }
}
