/// Texts of one line.
enum ShortText {
    /// The first line, cut to 80 characters.
    static func line(_ text: String) -> String {
        let first = text.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? ""
        let isCut = first.count > 80 || first.count < text.count
        return isCut ? first.prefix(79) + "…" : first
    }

    /// A measured number with four digits behind the point, or in powers of ten where they would say nothing.
    static func measure(_ value: Double) -> String {
        guard value.isFinite else { return "\(value)" }
        if value != 0, value.magnitude < 0.001 || value.magnitude >= 1e6 {
            return Self.scientific(value)
        }
        let scaled = (value.magnitude * 10_000).rounded()
        let whole = Int(scaled)
        let decimals = String(whole % 10_000)
        return (value < 0 ? "-" : "") + "\(whole / 10_000)." + String(repeating: "0", count: 4 - decimals.count)
            + decimals
    }

    private static func scientific(_ value: Double) -> String {
        var exponent = 0
        var mantissa = value.magnitude
        while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
        while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
        let digits = (mantissa * 1000).rounded() / 1000
        return "\(value < 0 ? "-" : "")\(digits)e\(exponent)"
    }

    /// `[8, 8]`
    static func shape(_ shape: [Int]) -> String { SwiftCode.list(shape) }

    /// Words in lines of at most 100 characters.
    static func wrapped(_ words: [String], indent: Int) -> [String] {
        let margin = String(repeating: " ", count: indent)
        var lines = [margin]
        for word in words {
            let isFirst = lines[lines.count - 1].count == indent
            if isFirst || lines[lines.count - 1].count + 1 + word.count <= 100 {
                lines[lines.count - 1] += (isFirst ? "" : " ") + word
            } else {
                lines.append(margin + word)
            }
        }
        return lines
    }

    /// `1 example`, `5 examples`
    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
