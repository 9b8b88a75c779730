import JupyterProtocol

/// A code cell with its outputs.
struct CodeCellHTML {
    private let cell: NotebookCell

    init(_ cell: NotebookCell) { self.cell = cell }

    func html(_ markdown: inout MarkdownRenderer) -> String {
        let hidesSource = cell.tags.contains("remove-input") || isHidden("source_hidden")
        let hidesOutputs = cell.tags.contains("remove-output") || isHidden("outputs_hidden")
        let outputs = hidesOutputs ? "" : cell.outputs.map { OutputHTML.html($0, &markdown) }.joined()
        let hasSource = !hidesSource && !cell.source.allSatisfy(\.isWhitespace)
        guard hasSource || !outputs.isEmpty else { return "" }
        var result = "<section class=\"cell\">\n"
        if hasSource {
            let prompt = cell.executionCount.map { "In&nbsp;[\($0)]" } ?? "In&nbsp;[&nbsp;]"
            // A line break behind the opening tag would be dropped, and one that the author wrote with it.
            result += "<div class=\"prompt\">\(prompt)</div>\n"
            result += "<pre class=\"code\"><code>\(CodeMarkup.html(cell: cell.source))</code></pre>\n"
        }
        if !outputs.isEmpty { result += "<div class=\"outputs\">\n\(outputs)</div>\n" }
        return result + "</section>\n"
    }

    private func isHidden(_ key: String) -> Bool { cell.metadata["jupyter"]?[key]?.bool ?? false }
}
