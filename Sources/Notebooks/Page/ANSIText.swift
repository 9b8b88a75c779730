/// Text with the codes by which terminals colour it.
struct ANSIText {
    private var isBold = false
    private var isItalic = false
    private var isUnderlined = false
    private var isInverse = false
    /// A class for the sixteen colours, which light and dark pages draw differently; a colour for all others.
    private var foreground: String?
    private var background: String?

    /// HTML, with spans for colours and weight. Codes that do something else are left out.
    static func html(_ text: String) -> String {
        var style = ANSIText()
        var result = ""
        var rest = Substring(text)
        while let escape = rest.unicodeScalars.firstIndex(of: "\u{1B}") {
            result += style.span(rest[..<escape])
            rest = rest[escape...].unicodeScalars.dropFirst().asSubstring
            switch rest.unicodeScalars.first {
            case "[":
                let body = rest.unicodeScalars.dropFirst()
                guard let end = body.firstIndex(where: { 0x40...0x7E ~= $0.value }) else { return result }
                if body[end] == "m" { style.apply(String(body[..<end])) }
                rest = rest[body.index(after: end)...]
            case "]":
                // A title or a link, up to BEL or ESC \.
                let end = rest.unicodeScalars.firstIndex { $0 == "\u{7}" || $0 == "\u{1B}" } ?? rest.endIndex
                rest = rest[end...]
                if rest.unicodeScalars.first == "\u{7}" { rest = rest.unicodeScalars.dropFirst().asSubstring }
            default: rest = rest.unicodeScalars.dropFirst().asSubstring
            }
        }
        return result + style.span(rest)
    }

    private func span(_ text: Substring) -> String {
        guard !text.isEmpty else { return "" }
        let (front, back) = isInverse ? (background ?? "inverse", foreground ?? "inverse") : (foreground, background)
        var classes: [String] = []
        var styles: [String] = []
        if isBold { classes.append("ansi-bold") }
        if isItalic { classes.append("ansi-italic") }
        if isUnderlined { classes.append("ansi-underline") }
        if let front { front.hasPrefix("#") ? styles.append("color:\(front)") : classes.append("ansi-\(front)") }
        if let back { back.hasPrefix("#") ? styles.append("background:\(back)") : classes.append("ansi-bg-\(back)") }
        let escaped = HTMLText.escaped(text)
        guard !classes.isEmpty || !styles.isEmpty else { return escaped }
        let attributes =
            (classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\"")
            + (styles.isEmpty ? "" : " style=\"\(styles.joined(separator: ";"))\"")
        return "<span\(attributes)>\(escaped)</span>"
    }

    private static let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]

    private mutating func apply(_ codes: String) {
        var numbers = codes.split(whereSeparator: { $0 == ";" || $0 == ":" }).map { Int($0) ?? 0 }[...]
        if numbers.isEmpty { numbers = [0] }
        while let code = numbers.popFirst() {
            switch code {
            case 0: self = ANSIText()
            case 1: isBold = true
            case 3: isItalic = true
            case 4: isUnderlined = true
            case 7: isInverse = true
            case 22: isBold = false
            case 23: isItalic = false
            case 24: isUnderlined = false
            case 27: isInverse = false
            case 30...37: foreground = Self.names[code - 30]
            case 38: foreground = Self.color(&numbers) ?? foreground
            case 39: foreground = nil
            case 40...47: background = Self.names[code - 40]
            case 48: background = Self.color(&numbers) ?? background
            case 49: background = nil
            case 90...97: foreground = Self.names[code - 90]
            case 100...107: background = Self.names[code - 100]
            default: break
            }
        }
    }

    /// `5;n` of 256 colours, or `2;r;g;b`.
    private static func color(_ numbers: inout ArraySlice<Int>) -> String? {
        switch numbers.popFirst() {
        case 5:
            guard let index = numbers.popFirst(), 0...255 ~= index else { return nil }
            if index < 16 { return names[index % 8] }
            if index >= 232 { return hexadecimal([Int](repeating: 8 + (index - 232) * 10, count: 3)) }
            let steps = [0, 95, 135, 175, 215, 255]
            let cube = index - 16
            return hexadecimal([steps[cube / 36], steps[cube / 6 % 6], steps[cube % 6]])
        case 2:
            guard numbers.count >= 3 else { return nil }
            let parts = Array(numbers.prefix(3))
            numbers.removeFirst(3)
            return hexadecimal(parts)
        default: return nil
        }
    }

    private static func hexadecimal(_ parts: [Int]) -> String {
        "#"
            + parts.map { part in
                let text = String(min(max(part, 0), 255), radix: 16)
                return text.count == 1 ? "0" + text : text
            }
            .joined()
    }
}

extension Substring.UnicodeScalarView {
    fileprivate var asSubstring: Substring { Substring(self) }
}
