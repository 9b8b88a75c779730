import ArgumentParser
import Foundation
import Notebooks

/// `cuaderno export`: pages and pictures of notebooks as they are.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write notebooks as pages of HTML, and their pictures, without running them.",
        discussion: """
            What a notebook holds is shown as it was stored. `cuaderno run` runs the cells first. Links between notebooks that are \
            exported together lead from page to page.

              cuaderno export notebook.ipynb
              cuaderno export notebook.ipynb --html page.html --svg-dir pictures
              cuaderno export notebooks --html site
            """)

    @Argument(
        help: "Notebooks (.ipynb), or folders with notebooks.", completion: .file(extensions: ["ipynb"]))
    var notebooks: [String]

    @Option(
        help: """
            The page, or the folder for the pages of several notebooks; NAME.html beside each notebook when neither this nor \
            --svg-dir is given.
            """)
    var html: String?

    @Option(help: "Write each picture into this folder, as NAME-01.svg and so on.")
    var svgDir: String?

    func run() throws {
        let files = try notebooks.flatMap(Self.files)
        var jobs: [Job] = []
        for file in files where !jobs.contains(where: { $0.file.url == file.url }) {
            do {
                jobs.append(
                    Job(file: file, content: try file.read(), targets: try targets(of: file, isAlone: isAlone(files))))
            } catch let problem as FileProblem where files.count > 1 {
                // The others are exported all the same.
                RunProgress.write("Error: \(problem)\n")
            }
        }
        try Self.checkDistinct(jobs)
        for job in jobs { try job.targets.prepare() }
        let links = PageLinks(jobs.compactMap { job in job.targets.page.map { (job.file.url, $0) } })
        for job in jobs { try job.targets.write(job.content, from: job.file, links: links) { print($0) } }
        if jobs.count < Set(files.map(\.url)).count { throw ExitCode.failure }
    }

    private struct Job {
        let file: NotebookFile
        let content: Notebook
        let targets: NotebookTargets
    }

    /// The notebook itself, or the notebooks that a folder holds, in the order of their names.
    private static func files(_ path: String) throws -> [NotebookFile] {
        let file = NotebookFile(path)
        guard file.isFolder else { return [file] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: file.url.path)) ?? []
        let found = names.filter { $0.lowercased().hasSuffix(".ipynb") && !$0.hasPrefix(".") }.sorted()
        guard !found.isEmpty else { throw FileProblem("the folder \(file.url.path) has no notebook (.ipynb)") }
        return found.map { NotebookFile(file.url.appendingPathComponent($0).path) }
    }

    /// One notebook, which may have a page of any name.
    private func isAlone(_ files: [NotebookFile]) -> Bool {
        files.count == 1 && !NotebookFile(notebooks[0]).isFolder && html?.hasSuffix("/") != true
    }

    private func targets(of file: NotebookFile, isAlone: Bool) throws -> NotebookTargets {
        guard let html else {
            let beside = file.url.deletingPathExtension().appendingPathExtension("html").path
            return NotebookTargets(page: svgDir == nil ? beside : nil, pictures: svgDir)
        }
        if isAlone { return NotebookTargets(page: html, pictures: svgDir) }
        guard ![".html", ".htm"].contains(where: { html.lowercased().hasSuffix($0) }) else {
            throw ValidationError(
                "--html \(html) is one page, but there are several notebooks; name a folder for their pages")
        }
        return NotebookTargets(
            page: URL(fileURLWithPath: html).appendingPathComponent(file.stem + ".html").path, pictures: svgDir)
    }

    /// Two notebooks of the same name in different folders would write into one file.
    private static func checkDistinct(_ jobs: [Job]) throws {
        var sources: [String: URL] = [:]
        for job in jobs {
            let pictures = job.targets.pictures.map { $0.path + "/\(job.file.stem)-01" }
            for place in [job.targets.page?.path, pictures].compactMap(\.self) {
                if let other = sources[place] {
                    throw FileProblem("\(other.path) and \(job.file.url.path) would both be written to \(place)")
                }
                sources[place] = job.file.url
            }
        }
    }
}
