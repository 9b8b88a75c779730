/// Contents written where something displayable is wanted: `display(.html("<b>x</b>"))`.
extension Displayable where Self == MIMEBundle {
    /// Plain text.
    public static func text(_ text: String) -> MIMEBundle { MIMEBundle(text: text) }

    /// HTML. A notebook that is not trusted shows it without scripts and without SVG inside.
    ///
    /// - Parameter text: what to show where HTML cannot be shown; the HTML without its tags when nil.
    public static func html(_ html: String, text: String? = nil) -> MIMEBundle {
        MIMEBundle(text: text ?? PlainText.ofMarkup(html), [.html: html])
    }

    /// An SVG document.
    ///
    /// - Parameter text: what the picture shows, in words; its `<title>` and `<desc>` when nil.
    public static func svg(_ svg: String, text: String? = nil) -> MIMEBundle {
        MIMEBundle(text: text ?? PlainText.ofSVG(svg), [.svg: svg])
    }

    /// Markdown; the plain text is the Markdown itself, which reads well.
    public static func markdown(_ markdown: String) -> MIMEBundle { MIMEBundle(text: markdown, [.markdown: markdown]) }

    /// A formula in LaTeX, with or without its dollar signs.
    public static func latex(_ formula: String) -> MIMEBundle {
        // MathJax looks for delimiters inside of a text/latex output.
        let isDelimited = ["$", "\\[", "\\(", "\\begin"].contains { formula.hasPrefix($0) }
        return MIMEBundle(text: formula, [.latex: isDelimited ? formula : "$\\displaystyle \(formula)$"])
    }

    /// A PNG file's bytes.
    ///
    /// - Parameter text: what the picture shows, in words; its size when nil.
    public static func png(_ bytes: some Sequence<UInt8>, text: String? = nil) -> MIMEBundle {
        let bytes = Array(bytes)
        let size = PNGSize(bytes)
        let words = text ?? size.map { "PNG picture, \($0.width) × \($0.height) pixels" } ?? "PNG picture"
        return MIMEBundle(
            text: words, [.png: Base64.encode(bytes)],
            metadata: size.map { [.png: #"{"width": \#($0.width), "height": \#($0.height)}"#] } ?? [:])
    }
}
