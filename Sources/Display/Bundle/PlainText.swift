/// The words of rich contents, for clients that show text only.
enum PlainText {
    /// What stands outside of the tags, with blanks joined and the five predefined entities decoded.
    static func ofMarkup(_ markup: String) -> String {
        var text = ""
        var isInTag = false
        for character in markup {
            switch character {
            case "<": isInTag = true
            case ">" where isInTag:
                isInTag = false
                text.append(" ")
            case _ where !isInTag: text.append(character)
            default: break
            }
        }
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return decoded(words)
    }

    /// The title and the description of an SVG document.
    static func ofSVG(_ svg: String) -> String {
        let parts = ["title", "desc"].compactMap { element(String($0), in: svg) }
        return parts.isEmpty ? "SVG picture" : parts.joined(separator: ". ")
    }

    private static func element(_ name: String, in markup: String) -> String? {
        guard let start = markup.firstRange(of: "<\(name)"), let open = markup[start.upperBound...].firstIndex(of: ">"),
            let end = markup[open...].firstRange(of: "</\(name)>")
        else { return nil }
        let words = ofMarkup(String(markup[markup.index(after: open)..<end.lowerBound]))
        return words.isEmpty ? nil : words
    }

    private static func decoded(_ text: String) -> String {
        guard text.contains("&") else { return text }
        var text = text
        let entities = [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&nbsp;", " "),
            ("&amp;", "&"),
        ]
        for (entity, character) in entities { text.replace(entity, with: character) }
        return text
    }
}
