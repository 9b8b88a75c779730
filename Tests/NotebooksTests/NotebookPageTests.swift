import Foundation
import JupyterProtocol
import Notebooks
import Testing

@Suite struct NotebookPageTests {
    private func page(_ cells: NotebookCell...) -> String { NotebookPage(Notebook(cells: cells), title: "t").html }

    private func body(_ cells: NotebookCell...) -> Substring {
        let html = NotebookPage(Notebook(cells: cells), title: "t").html
        return html.split(separator: "<main>")[1]
    }

    private func prose(_ text: String) -> String {
        String(body(NotebookCell(.markdown, source: text)))
    }

    private func shown(_ data: [String: JSONValue]) -> String {
        String(body(NotebookCell(.code, source: "x", outputs: [.display(data: data, metadata: [:])])))
    }

    @Test(arguments: [
        ("# A *b*", "<h1 id=\"A-b\">A <em>b</em></h1>"), ("- a\n- b", "<li>a</li>"), ("> q", "<blockquote>"),
        ("| a |\n|--:|\n| 1 |", "<div class=\"scroll\"><table>"), ("~~x~~", "<del>x</del>"), ("- [x] a", "checkbox"),
        ("<details><summary>s</summary>\n\n**b**\n</details>", "<strong>b</strong>"),
        ("<b>x</b> & y", "<b>x</b> &amp; y"),
        ("https://swift.org", "<a href=\"https://swift.org\">"), ("`<b>`", "<code>&lt;b&gt;</code>"),
        ("```swift\nlet x = 1\n```", "<span class=\"k\">let</span> x = <span class=\"n\">1</span>"),
        ("```\na < b\n```", "<pre class=\"code\"><code>a &lt; b"),
        ("```\n%data xor\n```", "<span class=\"m\">%data</span>"),
        ("```\n%data moons \\\n--noise 1\n```", "\\\n<span class=\"o\">--noise</span>"),
    ])
    func markdown(source: String, expected: String) {
        #expect(prose(source).contains(expected), "\(prose(source))")
    }

    @Test(arguments: [
        ("$x_1$ and $y_1$", 2), ("$$a\n+ b$$", 1), ("\\\\(x\\\\) \\\\[y\\\\]", 2),
        ("\\begin{align}a\\\\b\\end{align}", 1),
        ("| $|x|$ |\n|---|\n| $a$ |", 2), ("*$a*b$*", 1), ("> $$a\n> b$$", 1), ("$a_b$*c*$d_e$", 2), ("# $x$", 1),
        // No formulas.
        ("costs $5 or $10", 0), ("\\$x\\$", 0), ("`$x$`", 0), ("``a ` $x$``", 0), ("```\n$x$\n```", 0), ("    $x$", 0),
        ("$ x $", 0), ("$a\n\nb$", 0), ("~~~\n```\n$x$\n~~~", 0), ("<code>$x$</code>", 0), ("$$ $$", 0), ("a $ b", 0),
    ])
    func formulas(source: String, count: Int) {
        let html = prose(source)
        #expect(html.ranges(of: "<math").count == count, "\(html)")
        #expect(!html.unicodeScalars.contains { $0 == "\u{E000}" || $0 == "\u{E001}" }, "every mark is replaced")
        if count == 0 { #expect(html.contains("$"), "the text stays") }
    }

    @Test func whatLooksLikeAMarkIsNone() {
        let html = prose("\u{E000}0\u{E001} $x$")
        #expect(html.ranges(of: "<math").count == 1)
    }

    @Test func headingsHaveIDsOfTheirOwn() {
        let html = prose("# A b\n\n## A b\n\n# $x$")
        #expect(html.contains("id=\"A-b\"") && html.contains("id=\"A-b-2\"") && html.contains("id=\"section\""))
    }

    @Test func picturesComeIntoThePage() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("page-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("png".utf8).write(to: folder.appendingPathComponent("a b.png"))
        try Data("secret".utf8).write(to: folder.appendingPathComponent("secret.txt"))
        let text =
            "![one](attachment:x.png) ![two](a%20b.png) <img src='a b.png' width=3> ![gone](gone.png) "
            + "![web](https://example.org/x.png) ![text](secret.txt)"
        let cell = NotebookCell(.markdown, source: text, attachments: ["x.png": ["image/png": "QUJD"]])
        let page = NotebookPage(Notebook(cells: [cell]), title: "t", folder: folder)
        #expect(page.html.contains("data:image/png;base64,QUJD"))
        #expect(page.html.ranges(of: "data:image/png;base64,cG5n").count == 2)
        #expect(page.html.contains("src=\"https://example.org/x.png\""))
        #expect(page.missingPictures == ["gone.png", "secret.txt"])
    }

    @Test func cellsHaveTheirColours() {
        let html = body(
            NotebookCell(
                .code, source: "%train p --on \"x y\" --epochs 5\nlet s: String = \"<b>\" // c\n!ls", executionCount: 3)
        )
        for expected in [
            "In&nbsp;[3]", "<span class=\"m\">%train</span> p <span class=\"o\">--on</span>",
            "<span class=\"s\">&quot;x y&quot;</span>", "<span class=\"n\">5</span>\n<span class=\"k\">let</span>",
            "<span class=\"t\">String</span>", "<span class=\"s\">&quot;&lt;b&gt;&quot;</span>",
            "<span class=\"c\">// c</span>",
            "<span class=\"m\">!</span>ls",
        ] {
            #expect(html.contains(expected), "\(expected) in \(html)")
        }
    }

    @Test func outputsInTheirRichestForm() {
        #expect(shown(["text/html": "<b>x</b>", "text/plain": "no"]).contains("<div class=\"rich\"><b>x</b></div>"))
        #expect(shown(["text/markdown": "**x** $y$"]).contains("<strong>x</strong> <math"))
        #expect(shown(["text/latex": "$$x$$"]).contains("<math display=\"block\""))
        #expect(shown(["text/latex": "$x$"]).contains("<math><"))
        #expect(shown(["text/plain": "a < b"]).contains("<pre class=\"text\">a &lt; b</pre>"))
        #expect(shown(["application/json": ["a": 1]]).contains("&quot;a&quot;: 1"))
        #expect(shown(["application/vnd.x": "y"]).contains("a page cannot show: application/vnd.x"))
        #expect(
            shown(["image/png": "QUJD\n", "text/plain": "p"]).contains(
                "<img src=\"data:image/png;base64,QUJD\" alt=\"p\">"))
    }

    @Test func anSVGIsAPictureWithItsDescription() {
        let svg = "<svg id=\"a\"><title>T</title><desc>50 % & \"x\" #1</desc>\n<a href='b'/></svg>"
        let html = shown(["image/svg+xml": .string(svg)])
        #expect(!html.contains("<svg"), "its ids and styles are its own")
        #expect(html.contains("alt=\"50 % &amp; &quot;x&quot; #1\""))
        let url = html.split(separator: "src=\"")[1].split(separator: "\"")[0].replacing("&amp;", with: "&")
        #expect(url.hasPrefix("data:image/svg+xml,"))
        #expect(
            url.dropFirst("data:image/svg+xml,".count).removingPercentEncoding == svg, "the same document comes back")
    }

    @Test(arguments: [
        ("\u{1B}[31mx\u{1B}[0my", "<span class=\"ansi-red\">x</span>y"),
        ("\u{1B}[1;4mx", "<span class=\"ansi-bold ansi-underline\">x</span>"),
        ("\u{1B}[38;5;208mx", "<span style=\"color:#ff8700\">x</span>"),
        ("\u{1B}[48;2;1;2;3mx", "<span style=\"background:#010203\">x</span>"),
        ("\u{1B}[7mx", "<span class=\"ansi-inverse ansi-bg-inverse\">x</span>"), ("\u{1B}[2Kx\u{1B}]0;t\u{7}y", "xy"),
        ("a\u{1B}[", "a"), ("<\u{1B}[94m&", "&lt;<span class=\"ansi-blue\">&amp;</span>"), ("\u{1B}[mx", "x"),
    ])
    func coloursOfTerminals(text: String, expected: String) {
        let html = body(NotebookCell(.code, source: "x", outputs: [.stream(name: "stdout", text: text)]))
        #expect(html.contains("<pre class=\"text\">\(expected)</pre>"), "\(html)")
    }

    @Test func tagsHide() {
        let output = NotebookOutput.stream(name: "stdout", text: "OUT")
        let cell = { (tag: String) in
            NotebookCell(.code, source: "SOURCE", metadata: ["tags": [.string(tag)]], outputs: [output])
        }
        #expect(!body(cell("remove-cell")).contains("OUT"))
        #expect(!body(cell("remove-input")).contains("SOURCE") && body(cell("remove-input")).contains("OUT"))
        #expect(!body(cell("remove-output")).contains("OUT") && body(cell("remove-output")).contains("SOURCE"))
        #expect(!body(NotebookCell(.raw, source: "RAW")).contains("RAW"))
    }

    @Test func thePageNeedsNothingElse() {
        let html = page(
            NotebookCell(.markdown, source: "# T & <x>\n\n$x$"), NotebookCell(.code, source: "let a = 1"))
        #expect(html.contains("<title>T &amp; &lt;x&gt;</title>"))
        #expect(html.firstMatch(of: /<script|<link|@import|src="http|url\(http/) == nil)
        #expect(
            html.contains("prefers-color-scheme: dark") && html.contains("@media print") && html.contains("viewport"))
    }

    @Test(arguments: [
        ("[n](b.ipynb)", "href=\"b.html\""), ("[n](b.ipynb#The-model)", "href=\"b.html#The-model\""),
        ("[n](sub/c%20d.ipynb)", "href=\"../c d.html\""), ("<a class='x' href='b.ipynb'>n</a>", "href=\"b.html\""),
        // No page, or no notebook of ours.
        ("[n](other.ipynb)", "href=\"other.ipynb\""), ("[n](b.txt)", "href=\"b.txt\""),
        ("[n](https://example.org/b.ipynb)", "href=\"https://example.org/b.ipynb\""),
        ("[n](//example.org/b.ipynb)", "href=\"//example.org/b.ipynb\""), ("[n](#b.ipynb)", "href=\"#b.ipynb\""),
    ])
    func linksToNotebooksLeadToTheirPages(source: String, expected: String) {
        let notebook = Notebook(cells: [NotebookCell(.markdown, source: source)])
        let html = NotebookPage(notebook, title: "t") { ["b.ipynb": "b.html", "sub/c d.ipynb": "../c d.html"][$0] }.html
        #expect(html.contains(expected), "\(html.suffix(300))")
    }

    @Test(arguments: [
        ("Una neurona calcula la suma ponderada de las entradas y le aplica una función de activación.", "es"),
        ("A neuron computes the weighted sum of its inputs and applies an activation function to it.", "en"),
        ("Un neurone calcule la somme pondérée des entrées et lui applique une fonction dans le réseau.", "fr"),
        ("Ein Neuron berechnet die gewichtete Summe der Eingaben und wendet auf sie eine Funktion an.", "de"),
        ("Una neurona calcula la suma ponderada de les entrades i li aplica una funció amb els pesos.", "ca"),
        // Code and formulas are no prose, and a few words are no text.
        ("```swift\nlet the = of + and\nfor to in is that with\n```\n$the of and to in is$", nil), ("Perceptron", nil),
        ("", nil),
    ])
    func thePageHasTheLanguageOfItsProse(source: String, expected: String?) {
        let html = page(NotebookCell(.markdown, source: source), NotebookCell(.code, source: "for x in the {}"))
        #expect(html.contains(expected.map { "<html lang=\"\($0)\">" } ?? "<html>"), "\(html.prefix(60))")
    }

    @Test(
        arguments: [
            (["lang": "es-ES"], "<html lang=\"es-ES\">"), (["language": "pt"], "<html lang=\"pt\">"),
            (["language": "swift"], "<html>"), (["lang": "\"><script>"], "<html>"), (["lang": 3], "<html>"),
            // A kernel's language is none of people.
            (["language": "lua", "kernelspec": ["language": "lua"]], "<html>"),
        ] as [([String: JSONValue], String)])
    func theMetadataSayTheLanguage(metadata: [String: JSONValue], expected: String) {
        let notebook = Notebook(cells: [NotebookCell(.markdown, source: "x")], metadata: metadata)
        #expect(NotebookPage(notebook, title: "t").html.contains(expected))
    }

    /// Whatever the prose holds, a page comes out.
    @Test(arguments: 0..<60)
    func brokenProseMakesAPage(seed: Int) {
        var state = UInt64(seed + 1)
        func next(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        let parts = [
            "$", "$$", "\\", "{", "}", "`", "```", "\n", "\n\n", "<", ">", "<img src=\"", "\"", "\\begin{align}",
            "\\end{align}",
            "&", "_", "^", "x", " ", "|", "---", "#", "\\frac", "\\left(", "é", "\u{1F600}", "<pre>", "</pre>", "[a](",
            ")", "~~~", "> ",
        ]
        let text = (0..<80).map { _ in parts[next(parts.count)] }.joined()
        let html = NotebookPage(
            Notebook(cells: [NotebookCell(.markdown, source: text), NotebookCell(.code, source: text)]), title: "t"
        ).html
        #expect(html.hasSuffix("</main>\n</body>\n</html>\n"))
        #expect(!html.unicodeScalars.contains("\u{E000}"))
    }
}
