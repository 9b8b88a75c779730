import Foundation

/// Puts formulas, pictures and the addresses of other notebooks' pages into the HTML that was made of Markdown.
struct MarkdownFinisher {
    /// A formula for its mark.
    struct Formula {
        let html: String
        /// As the author wrote it, for code and attributes.
        let written: String
    }

    private let formulas: [Formula]
    private let picture: (String) -> PictureSource
    private let page: (String) -> String?
    private(set) var missingPictures: [String] = []
    /// How many elements are open in which text stays as it was written.
    private var codeDepth = 0

    init(
        formulas: [Formula], page: @escaping (String) -> String?, picture: @escaping (String) -> PictureSource
    ) {
        self.formulas = formulas
        self.page = page
        self.picture = picture
    }

    mutating func finish(_ html: String) -> String {
        var result = ""
        result.reserveCapacity(html.utf8.count * 2)
        var rest = Substring(html)
        while let start = rest.utf8.firstIndex(of: UInt8(ascii: "<")) {
            result += text(rest[..<start])
            let end = Self.tagEnd(rest[start...])
            result += tag(rest[start..<end])
            rest = rest[end...]
        }
        return result + text(rest)
    }

    /// Where the tag or comment at the beginning ends.
    private static func tagEnd(_ text: Substring) -> Substring.Index {
        if text.hasPrefix("<!--") { return text.firstRange(of: "-->")?.upperBound ?? text.endIndex }
        // A sign that begins no tag is text.
        guard let second = text.dropFirst().first, second.isLetter || second == "/" || second == "!" else {
            return text.index(after: text.startIndex)
        }
        var quote: UInt8?
        for index in text.utf8.indices {
            let byte = text.utf8[index]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return text.utf8.index(after: index)
            }
        }
        return text.endIndex
    }

    private mutating func text(_ text: Substring) -> String {
        codeDepth > 0
            ? replacingMarks(text) { HTMLText.escaped($0.written) } : replacingMarks(text) { $0.html }
    }

    private mutating func tag(_ tag: Substring) -> String {
        let body = tag.dropFirst()
        let isEnd = body.first == "/"
        let name = body.dropFirst(isEnd ? 1 : 0).prefix { $0.isLetter || $0.isNumber }.lowercased()
        var written = replacingMarks(tag) { HTMLText.escaped($0.written) }
        switch name {
        case "pre", "code", "script", "style", "textarea", "svg", "math":
            codeDepth = max(0, codeDepth + (isEnd ? -1 : tag.hasSuffix("/>") ? 0 : 1))
        case "img" where !isEnd: written = image(written)
        case "a" where !isEnd: written = link(written)
        case "table": return isEnd ? written + "</div>" : "<div class=\"scroll\">" + written
        default: break
        }
        return written
    }

    /// A picture's tag with the picture in it.
    private mutating func image(_ tag: String) -> String {
        guard let match = tag.firstMatch(of: /\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)')/) else { return tag }
        let source = HTMLText.unescaped(String(match.1 ?? match.2 ?? ""))
        switch picture(source) {
        case .found(let url):
            return tag.replacingCharacters(in: match.range, with: " src=\"\(url)\"")
        case .elsewhere: return tag
        case .missing:
            missingPictures.append(source)
            return tag
        }
    }

    /// A link to a notebook that has a page becomes a link to the page, at the same heading.
    private func link(_ tag: String) -> String {
        guard let match = tag.firstMatch(of: /\shref\s*=\s*(?:"([^"]*)"|'([^']*)')/) else { return tag }
        let target = HTMLText.unescaped(String(match.1 ?? match.2 ?? ""))
        let path = target.prefix { $0 != "#" && $0 != "?" }
        guard path.lowercased().hasSuffix(".ipynb"), path.wholeMatch(of: /[A-Za-z][A-Za-z0-9+.-]*:.*|\/\/.*/) == nil,
            let address = page(path.removingPercentEncoding ?? String(path))
        else { return tag }
        let written = HTMLText.escaped(address + target[path.endIndex...])
        return tag.replacingCharacters(in: match.range, with: " href=\"\(written)\"")
    }

    private func replacingMarks(_ text: Substring, with form: (Formula) -> String) -> String {
        guard text.unicodeScalars.contains(MathSplitter.opening) else { return String(text) }
        var result = ""
        var rest = text.unicodeScalars[...]
        while let start = rest.firstIndex(of: MathSplitter.opening),
            let end = rest[start...].firstIndex(of: MathSplitter.closing)
        {
            result += String(rest[..<start])
            if let number = Int(String(rest[start..<end].dropFirst())), formulas.indices.contains(number) {
                result += form(formulas[number])
            }
            rest = rest[rest.index(after: end)...]
        }
        return result + String(rest)
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
        String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
    }
}
