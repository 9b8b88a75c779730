import ArgumentParser

/// A number in a command. A negative one reaches the parser with a minus sign in place of its hyphen (see ``guarded(_:)``), for
/// a word with a hyphen in front is an option.
struct Number: ExpressibleByArgument, Sendable, Equatable {
    let value: Double

    init(_ value: Double) { self.value = value }

    init?(argument: String) {
        guard let value = Double(Self.unguarded(argument)) else { return nil }
        self.value = value
    }

    var defaultValueDescription: String { SwiftCode.number(value) }

    private static let minus: Character = "\u{2212}"

    /// The word with a minus sign in place of the hyphen of a negative number, or of a list of numbers.
    static func guarded(_ word: String) -> String {
        guard word.hasPrefix("-"), let second = word.dropFirst().first else { return word }
        let isNumber = second.isNumber || second == "." || ["-inf", "-nan", "-infinity"].contains(word.lowercased())
        return isNumber ? String(minus) + word.dropFirst() : word
    }

    static func unguarded(_ word: String) -> String {
        String(word.map { $0 == minus ? "-" : $0 })
    }
}
