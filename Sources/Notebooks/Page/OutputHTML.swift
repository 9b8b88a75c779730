import JupyterProtocol

/// What a cell shows, in the richest form that a page can draw.
enum OutputHTML {
    static func html(_ output: NotebookOutput, _ markdown: inout MarkdownRenderer) -> String {
        switch output {
        case .stream(let name, let text):
            return "<pre class=\"\(name == "stderr" ? "text stderr" : "text")\">\(ANSIText.html(text))</pre>\n"
        case .error(let name, let value, let traceback):
            let text = traceback.isEmpty ? "\(name): \(value)" : traceback.joined(separator: "\n")
            return "<pre class=\"text error\">\(ANSIText.html(text))</pre>\n"
        case .display(let data, let metadata): return shown(data, metadata, &markdown)
        case .result(let data, let metadata, let count):
            let prompt = count.map { "<div class=\"prompt\">Out&nbsp;[\($0)]</div>\n" } ?? ""
            return prompt + shown(data, metadata, &markdown)
        }
    }

    private static func shown(
        _ data: [String: JSONValue], _ metadata: [String: JSONValue], _ markdown: inout MarkdownRenderer
    ) -> String {
        if let text = data["text/html"]?.string { return "<div class=\"rich\">\(text)</div>\n" }
        if let text = data["text/markdown"]?.string { return "<div class=\"rich\">\(markdown.html(text))</div>\n" }
        if let text = data["image/svg+xml"]?.string {
            return picture(DataURL.svg(text), SVGDescription.text(of: text) ?? data["text/plain"]?.string, nil)
        }
        for type in ["image/png", "image/jpeg", "image/gif", "image/webp"] {
            guard let text = data[type]?.string else { continue }
            return picture(DataURL.base64(text, type: type), data["text/plain"]?.string, metadata[type])
        }
        if let text = data["text/latex"]?.string {
            let formula = text.trimmingSpaces
            let isDisplayed = !formula.hasPrefix("$") || formula.hasPrefix("$$")
            let source = String(formula.drop { $0 == "$" }.reversed().drop { $0 == "$" }.reversed())
            return "<div class=\"rich\">\(markdown.math(source, isDisplayed: isDisplayed))</div>\n"
        }
        if let text = data["text/plain"]?.string { return "<pre class=\"text\">\(ANSIText.html(text))</pre>\n" }
        if let value = data["application/json"] {
            var writer = IndentedJSON()
            writer.write(value)
            return "<pre class=\"text\">\(HTMLText.escaped(String(decoding: writer.bytes, as: UTF8.self)))</pre>\n"
        }
        let types = data.keys.sorted().joined(separator: ", ")
        return "<p class=\"note\">[an output that a page cannot show: \(HTMLText.escaped(types))]</p>\n"
    }

    private static func picture(_ url: String, _ description: String?, _ size: JSONValue?) -> String {
        var attributes = ""
        for name in ["width", "height"] {
            if let value = size?[name]?.integer { attributes += " \(name)=\"\(value)\"" }
        }
        return
            "<div class=\"picture\"><img src=\"\(url)\" alt=\"\(HTMLText.escaped(description ?? ""))\"\(attributes)></div>\n"
    }
}

/// What an SVG says of itself in words.
enum SVGDescription {
    /// The description, or else the title.
    static func text(of svg: String) -> String? {
        let start = svg.prefix(20_000)
        let found =
            start.firstMatch(of: /<desc[^>]*>([^<]+)<\/desc>/) ?? start.firstMatch(of: /<title[^>]*>([^<]+)<\/title>/)
        return found.map { HTMLText.unescaped(String($0.1)) }
    }
}
