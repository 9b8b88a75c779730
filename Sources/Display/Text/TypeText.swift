/// Types as a Swift cell would write them: `[String: Int]?` for `Swift.Optional<Swift.Dictionary<Swift.String, Swift.Int>>`.
package enum TypeText {
    package static func of(_ type: Any.Type) -> String { simplified(String(reflecting: type)) }

    /// Takes the module names, and the run time's marks of private and local types, out of a fully qualified type, and
    /// writes arrays, dictionaries and optionals in their short forms.
    package static func simplified(_ qualified: String) -> String {
        var scanner = TypeScanner(qualified)
        return scanner.text(until: [])
    }
}

/// Reads a type's text once, from left to right.
private struct TypeScanner {
    private let characters: [Character]
    private var place = 0

    init(_ text: String) { characters = Array(text) }

    private var next: Character? { place < characters.count ? characters[place] : nil }

    private func isAhead(_ text: String) -> Bool { characters[place...].starts(with: text) }

    mutating func text(until stops: Set<Character>) -> String {
        var text = ""
        while let character = next, !stops.contains(character) {
            if isAhead("(unknown context at ") || isAhead("(extension in ") {
                skipMark()
            } else if character == "(" {
                place += 1
                text += "(" + self.text(until: [")"]) + ")"
                place += 1
            } else if isAhead("->") {
                text += "->"
                place += 2
            } else if Self.isWord(character) {
                text += name()
            } else {
                text.append(character)
                place += 1
            }
        }
        return text
    }

    /// A mark in parentheses and the dot or colon behind it.
    private mutating func skipMark() {
        while let character = next, character != ")" { place += character == ")" ? 0 : 1 }
        place += 1
        if next == "." || next == ":" { place += 1 }
    }

    /// `Module.Outer<Arguments>.Inner` without its module.
    private mutating func name() -> String {
        var components: [String] = []
        while true {
            if isAhead("(unknown context at ") { skipMark() }
            var word = ""
            while let character = next, Self.isWord(character) {
                word.append(character)
                place += 1
            }
            components.append(word)
            guard next == ".", place + 1 < characters.count,
                Self.isWord(characters[place + 1]) || characters[place + 1] == "("
            else { break }
            place += 1
        }
        let base = (components.count > 1 ? Array(components.dropFirst()) : components).joined(separator: ".")
        guard next == "<" else { return base }
        place += 1
        var arguments: [String] = []
        repeat {
            if next == "," || next == " " { place += 1 }
            arguments.append(text(until: [",", ">"]).drop { $0 == " " }.description)
        } while next == ","
        place += 1
        var result = Self.sugared(components.joined(separator: "."), base: base, arguments)
        // A type inside of a generic one: `Swift.Array<Swift.Int>.Index`.
        while next == "." {
            place += 1
            result += "."
            while let character = next, Self.isWord(character) {
                result.append(character)
                place += 1
            }
        }
        return result
    }

    private static func sugared(_ name: String, base: String, _ arguments: [String]) -> String {
        switch (name, arguments.count) {
        case ("Swift.Array", 1): return "[\(arguments[0])]"
        case ("Swift.Dictionary", 2): return "[\(arguments[0]): \(arguments[1])]"
        case ("Swift.Optional", 1):
            let needsParentheses =
                arguments[0].contains("->") || arguments[0].contains(" ") && !arguments[0].hasPrefix("[")
            return needsParentheses && !arguments[0].hasPrefix("(") || arguments[0].contains("->")
                ? "(\(arguments[0]))?" : "\(arguments[0])?"
        default: return base + "<" + arguments.joined(separator: ", ") + ">"
        }
    }

    private static func isWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }
}
