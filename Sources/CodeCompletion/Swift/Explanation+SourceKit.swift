extension Explanation {
    /// Overloads beyond these help nobody.
    private static let signatureLimit = 8

    /// - Parameter value: What a live variable holds, if it is one.
    init?(_ information: CursorInformation, value: String?) {
        guard let declaration = information.symbol.annotatedDeclaration.map(Self.plain) else { return nil }
        let initializers = information.others.compactMap(\.annotatedDeclaration).map(Self.plain)
        let comments = [information.symbol.comment] + information.others.map(\.comment)
        self.init(
            code: ([declaration] + initializers).prefix(Self.signatureLimit).joined(separator: "\n"), value: value,
            documentation: comments.compactMap { $0 }.filter { !$0.isEmpty }.prefix(2).joined(separator: "\n\n"))
    }

    init?(_ help: SignatureHelp) {
        guard !help.signatures.isEmpty else { return nil }
        let active = help.signatures.indices.contains(help.active ?? 0) ? help.active ?? 0 : 0
        let first = help.signatures[active]
        let others = help.signatures.indices.filter { $0 != active }.map { help.signatures[$0] }
        let shown = ([first] + others).prefix(Self.signatureLimit).map(\.text)
        let left = help.signatures.count - shown.count
        let parameter = first.activeParameter.flatMap { index in
            first.parameters.flatMap { $0.indices.contains(index) ? $0[index].name : nil }
        }
        var documentation = first.comment ?? ""
        if let parameter, first.parameters?.count ?? 0 > 1 {
            documentation = "At the cursor: `\(parameter)`\n\n" + documentation
        }
        self.init(
            code: shown.joined(separator: "\n") + (left > 0 ? "\n// and \(left) more" : ""), value: nil,
            documentation: documentation)
    }

    /// - Parameters:
    ///   - code: A declaration.
    ///   - value: What the variable holds.
    ///   - documentation: Markdown.
    init(code: String, value: String?, documentation: String) {
        let markdown = ["```swift\n\(code)\n```", value.map { "```text\n\($0)\n```" }, documentation]
        let text = [code, value, documentation]
        func joined(_ parts: [String?]) -> String {
            parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "\n\n")
        }
        self.init(markdown: joined(markdown), text: joined(text))
    }

    /// `<Declaration>let a: <Type usr="s:Si">Int</Type></Declaration>` without its marks.
    private static func plain(_ xml: String) -> String {
        var text = ""
        var isInTag = false
        for character in xml {
            switch character {
            case "<": isInTag = true
            case ">" where isInTag: isInTag = false
            default: if !isInTag { text.append(character) }
            }
        }
        for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")] {
            text = text.replacing(entity, with: character)
        }
        // So that an object of a command is a variable for the cell that names it.
        return text.hasPrefix("fileprivate ") ? String(text.dropFirst("fileprivate ".count)) : text
    }
}
