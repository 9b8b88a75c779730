import CCMark
import Foundation
import JupyterProtocol
import Mathematics

/// Markdown as Jupyter knows it: CommonMark with tables, lists of tasks and struck text, formulas, HTML, and pasted pictures.
///
/// The work is done by cmark-gfm, GitHub's edition of the reference implementation of CommonMark.
struct MarkdownRenderer {
    /// The macros that formulas defined so far.
    private var latex = LaTeX()
    /// Where pictures are that the prose names; nil: nowhere.
    let folder: URL?
    /// The address of another notebook's page, for the path of the notebook in a link; nil: there is none.
    private let page: (String) -> String?
    /// The ids of headings so far.
    private var headings: Set<String> = []
    /// Pictures that were named but not found.
    private(set) var missingPictures: [String] = []

    init(folder: URL?, page: @escaping (String) -> String?) {
        self.folder = folder
        self.page = page
    }

    /// The HTML of a cell's prose.
    ///
    /// - Parameter attachments: the pictures that were pasted into the cell.
    mutating func html(_ markdown: String, attachments: [String: JSONValue] = [:]) -> String {
        let splitter = MathSplitter(markdown)
        var formulas: [MarkdownFinisher.Formula] = []
        for formula in splitter.formulas {
            let html = math(formula.source, isDisplayed: formula.isDisplayed)
            formulas.append(MarkdownFinisher.Formula(html: html, written: formula.written))
        }
        let folder = folder
        var finisher = MarkdownFinisher(formulas: formulas, page: page) { picture in
            DataURL.picture(picture, attachments: attachments, folder: folder)
        }
        let result = finisher.finish(rendered(splitter.text))
        missingPictures += finisher.missingPictures
        return result
    }

    /// A formula.
    mutating func math(_ source: String, isDisplayed: Bool) -> String {
        let html = latex.mathML(source, isDisplayed: isDisplayed)
        return isDisplayed ? "<span class=\"formula\">\(html)</span>" : html
    }

    // MARK: cmark

    private static let extensions: Void = cmark_gfm_core_extensions_ensure_registered()
    private static let options = CMARK_OPT_UNSAFE | CMARK_OPT_VALIDATE_UTF8

    private mutating func rendered(_ markdown: String) -> String {
        Self.extensions
        guard let parser = cmark_parser_new(Self.options) else { return "" }
        defer { cmark_parser_free(parser) }
        for name in ["table", "strikethrough", "autolink", "tasklist"] {
            cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
        }
        var markdown = markdown
        markdown.withUTF8 { text in
            text.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
        }
        guard let document = cmark_parser_finish(parser) else { return "" }
        defer { cmark_node_free(document) }
        let extensions = cmark_parser_get_syntax_extensions(parser)
        for node in Self.nodes(of: document, [CMARK_NODE_HEADING, CMARK_NODE_CODE_BLOCK]) {
            let html =
                cmark_node_get_type(node) == CMARK_NODE_HEADING
                ? heading(node, extensions) : Self.code(node)
            guard let new = cmark_node_new(CMARK_NODE_HTML_BLOCK) else { continue }
            cmark_node_set_literal(new, html)
            if cmark_node_replace(node, new) == 1 { cmark_node_free(node) } else { cmark_node_free(new) }
        }
        return Self.html(document, extensions)
    }

    private static func nodes(of document: OpaquePointer, _ types: [cmark_node_type]) -> [OpaquePointer] {
        guard let iterator = cmark_iter_new(document) else { return [] }
        defer { cmark_iter_free(iterator) }
        var found: [OpaquePointer] = []
        while true {
            let event = cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE { return found }
            if event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator),
                types.contains(cmark_node_get_type(node))
            {
                found.append(node)
            }
        }
    }

    private static func html(_ node: OpaquePointer, _ extensions: UnsafeMutablePointer<cmark_llist>?) -> String {
        guard let text = cmark_render_html(node, options, extensions) else { return "" }
        defer { free(text) }
        return String(cString: text)
    }

    /// A heading with the id by which JupyterLab's links find it: its words with hyphens between them.
    private mutating func heading(_ node: OpaquePointer, _ extensions: UnsafeMutablePointer<cmark_llist>?) -> String {
        let words = Self.nodes(of: node, [CMARK_NODE_TEXT, CMARK_NODE_CODE]).compactMap { cmark_node_get_literal($0) }
            .map { String(cString: $0) }.joined()
        let plain = words.replacing(/\u{E000}\d+\u{E001}/, with: "").trimmingSpaces.replacing(" ", with: "-")
        var id = plain.isEmpty ? "section" : plain
        var number = 2
        while !headings.insert(id).inserted {
            id = "\(plain)-\(number)"
            number += 1
        }
        let html = Self.html(node, extensions)
        let level = cmark_node_get_heading_level(node)
        return html.replacing("<h\(level)>", with: "<h\(level) id=\"\(HTMLText.escaped(id))\">", maxReplacements: 1)
    }

    /// A block of code: Swift with its colours.
    private static func code(_ node: OpaquePointer) -> String {
        let text = cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
        let information = cmark_node_get_fence_info(node).map { String(cString: $0) } ?? ""
        let language = information.split(separator: " ").first.map(String.init) ?? ""
        let isCell = language.lowercased() == "swift" || (language.isEmpty && text.first == "%")
        let html = isCell ? CodeMarkup.html(cell: text) : HTMLText.escaped(text)
        // No empty line in it, for one would end the block of HTML; there are none to the renderer, which copies it.
        return "<pre class=\"code\"><code>\(html)</code></pre>\n"
    }
}

extension DataURL {
    /// The picture that prose names: pasted into the cell, or a file beside the notebook. Nil for what lies elsewhere.
    static func picture(_ name: String, attachments: [String: JSONValue], folder: URL?) -> PictureSource {
        let plain = name.removingPercentEncoding ?? name
        if plain.hasPrefix("attachment:") {
            let key = String(plain.dropFirst("attachment:".count))
            guard let forms = (attachments[key] ?? attachments[String(name.dropFirst("attachment:".count))])?.object,
                let form = forms.min(by: { $0.key < $1.key }), let text = form.value.joinedText
            else { return .missing }
            return .found(
                form.key == "image/svg+xml" && text.contains("<svg") ? svg(text) : base64(text, type: form.key))
        }
        guard plain.wholeMatch(of: /[A-Za-z][A-Za-z0-9+.-]*:.*/) == nil, !plain.hasPrefix("//"), let folder else {
            return .elsewhere
        }
        let path = String(plain.prefix { $0 != "?" && $0 != "#" })
        let url = path.hasPrefix("/") ? URL(fileURLWithPath: path) : folder.appendingPathComponent(path)
        return file(url).map(PictureSource.found) ?? .missing
    }
}

/// Where a picture is.
enum PictureSource {
    /// Here, as a URL that holds it.
    case found(String)
    /// Somewhere that is no business of ours, such as the web.
    case elsewhere
    /// It should be here, and is not.
    case missing
}
