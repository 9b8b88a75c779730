import JupyterProtocol
import Notebooks
import Testing

@Suite struct ParameterTests {
    private func notebook(_ source: String?) -> Notebook {
        var cells = [NotebookCell(.markdown, source: "# x"), NotebookCell(.code, source: "print(epochs)")]
        if let source {
            cells.insert(NotebookCell(.code, source: source, metadata: ["tags": ["parameters"]]), at: 1)
        }
        var notebook = Notebook(cells: cells)
        notebook.completeIDs()
        return notebook
    }

    private func line(_ declared: String, _ assignment: String) throws -> String {
        var notebook = notebook(declared)
        _ = notebook.inject([try #require(ParameterAssignment(assignment))])
        return try #require(notebook.cells[2].source.split(separator: "\n").last.map(String.init))
    }

    @Test(arguments: [
        ("var epochs = 10", "epochs=20", "var epochs = 20"),
        // The notebook's own type decides.
        ("let rate = 0.1", "rate=1", "var rate = 1.0"), ("let rate: Float = 0.1", "rate=1", "var rate: Float = 1"),
        ("let rate = 0.1", "rate=-2", "var rate = -2.0"), ("let rate = 0.1", "rate=1e-3", "var rate = 1e-3"),
        ("let name = \"a\"", "name=3", "var name = \"3\""),
        ("let name: String = \"a\"", "name=true", "var name: String = \"true\""),
        ("let name = \"a\"", "name=hola mundo", "var name = \"hola mundo\""),
        ("let name = \"a\"", "name=\"quoted\"", "var name = \"quoted\""),
        ("let on = true", "on=False", "var on = false"), ("let on = true", "on=true", "var on = true"),
        ("let list = [1]", "list=[1, 2, 3]", "var list = [1, 2, 3]"),
        ("let map = [\"a\": 1]", "map=[\"b\": 2]", "var map = [\"b\": 2]"),
        ("let maybe: Int? = 1", "maybe=nil", "var maybe: Int? = nil"), ("let x = 1", "x=None", "var x = String?.none"),
        ("let list = [1.5]", "list=[]", "var list = [Double]()"),
        // What is no literal is a word, never code of the command line.
        ("let x = 1", "x=exit(1)", "var x = \"exit(1)\""),
        ("let x = 1", "x=\"\\(exit(1))\"", "var x = \"\\\"\\\\(exit(1))\\\"\""),
        ("let x = 1", "x=a\"b\\c", "var x = \"a\\\"b\\\\c\""), ("let x = 1", "x=", "var x = \"\""),
        ("let x = 1", "x=a=b", "var x = \"a=b\""), ("let época = 1", "época=2", "var época = 2"),
    ])
    func valuesBecomeSwift(declared: String, assignment: String, expected: String) throws {
        #expect(try line(declared, assignment) == expected)
    }

    @Test(arguments: ["epochs", "=3", "1a=2", "a b=2", "", "a.b=1"])
    func whatIsNoAssignmentIsRefused(text: String) {
        #expect(ParameterAssignment(text) == nil)
    }

    @Test func theCellStandsBehindTheDeclaringOneAndReplacesAnEarlierOne() throws {
        var notebook = notebook("var epochs = 10")
        #expect(
            notebook.inject([ParameterAssignment("epochs=1"), ParameterAssignment("epochs=2")].compactMap(\.self))
                .isEmpty)
        #expect(notebook.cells.map(\.tags) == [[], ["parameters"], ["injected-parameters"], []])
        #expect(notebook.cells[2].source == "// Parameters\nvar epochs = 2")
        #expect(!notebook.cells[2].id.isEmpty)
        _ = notebook.inject([try #require(ParameterAssignment("epochs=3"))])
        #expect(notebook.cells.count == 4)
        #expect(notebook.cells[2].source == "// Parameters\nvar epochs = 3")
    }

    @Test func unknownParametersAreTold() throws {
        var notebook = notebook("var epochs = 10\nlet rate = 0.1")
        let warnings = notebook.inject([try #require(ParameterAssignment("epoch=3"))])
        #expect(warnings == ["the notebook has no parameter epoch. Did you mean epochs? Its parameters: epochs, rate"])
        var bare = self.notebook(nil)
        #expect(bare.inject([try #require(ParameterAssignment("a=3"))]).count == 1)
        #expect(bare.cells[0].tags == ["injected-parameters"])
        #expect(bare.inject([]).isEmpty)
    }
}
