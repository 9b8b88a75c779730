/// Pieces of Swift source.
enum SwiftCode {
    /// A number as Swift prints it: the shortest form that reads back as the same number.
    static func number(_ value: Double) -> String {
        if value.isNaN { return ".nan" }
        if value.isInfinite { return value < 0 ? "-.infinity" : ".infinity" }
        if value == value.rounded(), value.magnitude < 1e15 { return String(Int(value)) }
        return value.description
    }

    /// A string literal.
    static func string(_ text: String) -> String { text.debugDescription }

    /// `[8, 8]`
    static func list(_ numbers: [Int]) -> String { "[" + numbers.map(String.init).joined(separator: ", ") + "]" }

    private static let lineLength = 110

    /// A call whose arguments are written on one line where there is room for them.
    static func call(_ function: String, _ arguments: [String?]) -> String {
        let given = arguments.compactMap { $0 }
        let line = function + "(" + given.joined(separator: ", ") + ")"
        guard line.count > lineLength else { return line }
        return function + "(\n    " + given.joined(separator: ",\n    ") + ")"
    }

    /// A labelled array among a call's arguments, an element a line where there is no room for all; nil for none.
    static func argument(_ label: String, _ elements: [String]) -> String? {
        guard !elements.isEmpty else { return nil }
        let line = "\(label): [" + elements.joined(separator: ", ") + "]"
        guard line.count + 4 > lineLength else { return line }
        return "\(label): [\n        " + elements.joined(separator: ",\n        ") + ",\n    ]"
    }
}
