import ArgumentParser
import Foundation
import Notebooks

/// `cuaderno export`: a page and pictures of a notebook as it is.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a notebook as a page of HTML, and its pictures, without running it.",
        discussion: """
            What the notebook holds is shown as it was stored. `cuaderno run` runs the cells first.

              cuaderno export notebook.ipynb
              cuaderno export notebook.ipynb --html page.html --svg-dir pictures
            """)

    @Argument(help: "The notebook (.ipynb).", completion: .file(extensions: ["ipynb"]))
    var notebook: String

    @Option(help: "The page; NAME.html beside the notebook when neither this nor --svg-dir is given.")
    var html: String?

    @Option(help: "Write each picture into this folder, as NAME-01.svg and so on.")
    var svgDir: String?

    func run() throws {
        let file = NotebookFile(notebook)
        let content = try file.read()
        let standard = svgDir == nil ? file.url.deletingPathExtension().appendingPathExtension("html").path : nil
        let targets = NotebookTargets(page: html ?? standard, pictures: svgDir)
        try targets.prepare()
        try targets.write(content, from: file) { print($0) }
    }
}
