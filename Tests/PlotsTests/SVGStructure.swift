import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// What an SVG document consists of: elements in order, attributes and words, without the exact places.
final class SVGStructure: NSObject, XMLParserDelegate {
    private struct Element: Equatable {
        let name: String
        let depth: Int
        /// Colours, names and the like.
        var words: [String: String] = [:]
        /// Places and sizes.
        var numbers: [String: Double] = [:]
        var text = ""
    }

    private var elements: [Element] = []
    private var open: [Int] = []

    /// - Throws: What the parser says about a text that is no XML.
    init(_ svg: String) throws {
        super.init()
        let parser = XMLParser(data: Data(svg.utf8))
        parser.delegate = self
        guard parser.parse() else { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
    }

    /// The first difference in words; nil when there is none that matters.
    func difference(from expected: SVGStructure) -> String? {
        for (drawn, stored) in zip(elements, expected.elements) {
            guard drawn.name == stored.name, drawn.depth == stored.depth else {
                return "<\(drawn.name)> in place of <\(stored.name)>"
            }
            guard drawn.words == stored.words else { return "<\(drawn.name)> has \(drawn.words), not \(stored.words)" }
            guard drawn.numbers.keys.sorted() == stored.numbers.keys.sorted() else {
                return "<\(drawn.name)> has \(drawn.numbers.keys.sorted()), not \(stored.numbers.keys.sorted())"
            }
            for (name, number) in drawn.numbers {
                // Three pixels: a label's place follows the width of a number beside it, which may have another last digit.
                guard let other = stored.numbers[name], abs(number - other) <= 3 else {
                    return "<\(drawn.name)> has \(name) \(number), not \(stored.numbers[name] ?? .nan)"
                }
            }
            guard Self.isAlike(drawn.text, stored.text) else { return "“\(drawn.text)” in place of “\(stored.text)”" }
        }
        guard elements.count == expected.elements.count else {
            return "\(elements.count) elements in place of \(expected.elements.count)"
        }
        return nil
    }

    /// The same words, and numbers that differ by less than three per cent of the larger one or by a thousandth.
    private static func isAlike(_ first: String, _ second: String) -> Bool {
        guard first != second else { return true }
        let (left, right) = (first.split(separator: " "), second.split(separator: " "))
        guard left.count == right.count else { return false }
        return zip(left, right).allSatisfy { one, other in
            if one == other { return true }
            func number(_ word: Substring) -> Double? {
                Double(word.trimmingCharacters(in: CharacterSet(charactersIn: "(),.;:%")))
            }
            guard let a = number(one), let b = number(other) else { return false }
            return abs(a - b) <= max(0.03 * max(abs(a), abs(b)), 1e-3)
        }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        var element = Element(name: name, depth: open.count)
        for (key, value) in attributes {
            switch key {
            case "d", "values", "transform", "viewBox": element.words[key] = ""
            // Made of a hash of everything else.
            case "id", "clip-path", "aria-labelledby": element.words[key] = ""
            case _ where value.hasPrefix("url("): element.words[key] = "url"
            default:
                if let number = Double(value) { element.numbers[key] = number } else { element.words[key] = value }
            }
        }
        elements.append(element)
        open.append(elements.count - 1)
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        if let last = open.last { elements[last].text += string }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        open.removeLast()
    }
}
