public import Foundation

/// A notebook as one page of HTML that needs nothing else: no script, no font, no picture of another place.
///
/// Prose, formulas (MathML), code with its colours, and outputs; in light and dark as the reader's system has it, on wide and on
/// narrow screens, and on paper.
public struct NotebookPage {
    /// The page.
    public let html: String
    /// Pictures that the prose names and that are not there.
    public let missingPictures: [String]

    /// - Parameters:
    ///   - notebook: what to show.
    ///   - title: the page's title where the notebook has no heading.
    ///   - folder: where the pictures are that the prose names; nil: nowhere.
    ///   - page: the address of another notebook's page, asked by the path of the notebook as the prose links to it; nil: there is none.
    public init(
        _ notebook: Notebook, title: String, folder: URL? = nil, page: @escaping (String) -> String? = { _ in nil }
    ) {
        var markdown = MarkdownRenderer(folder: folder, page: page)
        var body = ""
        for cell in notebook.cells {
            switch cell.kind {
            case .markdown where !cell.tags.contains("remove-cell"):
                body += "<section class=\"prose\">\n"
                body += markdown.html(cell.source, attachments: cell.attachments)
                body += "</section>\n"
            case .code where !cell.tags.contains("remove-cell"):
                body += CodeCellHTML(cell).html(&markdown)
            default: break
            }
        }
        html = """
            <!DOCTYPE html>
            <html\(notebook.proseLanguage.map { " lang=\"\($0)\"" } ?? "")>
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="generator" content="Cuaderno">
            <title>\(HTMLText.escaped(notebook.title ?? title))</title>
            <style>
            \(body.contains("<math") ? MathFont.rule : "")\(PageStyle.css)
            </style>
            </head>
            <body>
            <main>
            \(body)</main>
            </body>
            </html>

            """
        missingPictures = markdown.missingPictures
    }
}
