import JupyterProtocol
import Notebooks
import Testing

@Suite struct NotebookFileTests {
    private func notebook(_ json: String) throws -> Notebook { try Notebook(parsing: Array(json.utf8)) }

    private static let small = """
        {"cells": [
          {"cell_type": "markdown", "metadata": {}, "source": ["# Título\\n", "texto"]},
          {"cell_type": "code", "execution_count": 3, "metadata": {"tags": ["a"]}, "source": "1 + 1", "outputs": [
            {"output_type": "stream", "name": "stdout", "text": ["a\\n", "b"]},
            {"output_type": "execute_result", "execution_count": 3, "metadata": {},
             "data": {"text/plain": ["1\\n", "2"], "application/json": ["1", "2"]}},
            {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["t"]}]},
          {"cell_type": "raw", "metadata": {}, "source": ""}],
         "metadata": {"kernelspec": {"name": "cuaderno", "language": "swift"}, "mine": 1.5},
         "nbformat": 4, "nbformat_minor": 4}
        """

    @Test func textsAreJoinedAndOtherFormsKept() throws {
        let notebook = try notebook(Self.small)
        #expect(notebook.title == "Título")
        #expect(notebook.language == "swift")
        #expect(notebook.cells.map(\.kind) == [.markdown, .code, .raw])
        #expect(notebook.cells[0].source == "# Título\ntexto")
        #expect(notebook.cells[1].tags == ["a"])
        #expect(notebook.cells[1].executionCount == 3)
        #expect(notebook.cells[1].outputs[0] == .stream(name: "stdout", text: "a\nb"))
        // A list is a text only where the type is one of texts.
        #expect(notebook.cells[1].outputs[1].data == ["text/plain": "1\n2", "application/json": ["1", "2"]])
        #expect(notebook.metadata["mine"] == 1.5)
    }

    @Test func olderFilesGetIDsThatAreTheSameInEveryRun() throws {
        let first = try notebook(Self.small)
        let ids = first.cells.map(\.id)
        #expect(Set(ids).count == 3)
        #expect(ids.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{8}/) != nil })
        #expect(try notebook(Self.small).cells.map(\.id) == ids)
        let text = String(decoding: first.encoded, as: UTF8.self)
        #expect(text.hasSuffix("\"nbformat\": 4,\n \"nbformat_minor\": 5\n}\n"))
        #expect(try Notebook(parsing: first.encoded) == first)
    }

    @Test func idsThatAreTakenOrNoneAreReplaced() throws {
        let cell = { (id: String) in
            "{\"cell_type\": \"markdown\", \"metadata\": {}, \"source\": \"x\", \"id\": \"\(id)\"}"
        }
        let json =
            "{\"cells\": [\(cell("one")), \(cell("one")), \(cell("not valid!"))], \"metadata\": {}, \"nbformat\": 4}"
        let ids = try notebook(json).cells.map(\.id)
        #expect(ids[0] == "one")
        #expect(Set(ids).count == 3)
        #expect(!ids.contains("not valid!"))
    }

    @Test(arguments: [
        ("", "the file is empty"), ("no", "not JSON"), ("{\"cells\": []", "not JSON"), ("[1, 2]", "no notebook"),
        ("{\"a\": 1}", "no notebook"), ("{\"nbformat\": 3, \"worksheets\": []}", "nbformat 3"),
        ("{\"nbformat\": 5, \"cells\": []}", "newer than this program"), ("{\"nbformat\": 4}", "no list \"cells\""),
        ("{\"nbformat\": 4, \"cells\": [{}]}", "cell 1 of the notebook has no \"cell_type\""),
        (
            "{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"heading\", \"source\": \"\"}]}",
            "unknown type \"heading\""
        ),
        ("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\"}]}", "no text \"source\""),
        (
            "{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": \"\", \"outputs\": [{\"output_type\": \"pyout\"}]}]}",
            "output of the unknown type \"pyout\""
        ),
    ])
    func whatIsNoNotebookIsAClearError(json: String, message: String) {
        #expect {
            try notebook(json)
        } throws: { error in
            "\(error)".contains(message)
        }
    }

    @Test func aMarkAtTheBeginningOfTheFileIsNoObstacle() throws {
        #expect(try Notebook(parsing: [0xEF, 0xBB, 0xBF] + Array(Self.small.utf8)).cells.count == 3)
    }

    @Test func picturesAreTakenInTheirSharpestForm() throws {
        let output = NotebookOutput.display(
            data: ["image/png": "aGk=", "image/svg+xml": "<svg/>", "text/plain": "x"], metadata: [:])
        let other = NotebookOutput.display(data: ["image/png": "aG\nk=\n"], metadata: [:])
        let cell = NotebookCell(.code, source: "", outputs: [output, .stream(name: "stdout", text: ""), other])
        let pictures = Notebook(cells: [cell]).pictures
        #expect(pictures.map(\.fileExtension) == ["svg", "png"])
        #expect(pictures.map { String(decoding: $0.bytes, as: UTF8.self) } == ["<svg/>", "hi"])
    }
}
