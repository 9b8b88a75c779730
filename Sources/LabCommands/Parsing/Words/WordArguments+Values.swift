import ArgumentParser
import Spelling

extension WordArguments {
    /// A whole number.
    func whole(_ name: String, from least: Int = 0) throws -> Int? {
        guard let text = self[name] else { return nil }
        guard let number = WholeNumber(argument: text)?.value, number >= least else {
            let hint = text.contains(" ") ? " Commas stand between values." : ""
            throw LabError(
                "\(word): \(text) is no \(name); expected a whole number from \(least), such as \(least == 0 ? 2 : 16)."
                    + hint)
        }
        return number
    }

    /// A whole number from 1.
    func count(_ name: String) throws -> Int? { try whole(name, from: 1) }

    /// As ``count(_:)``, for one that the form requires.
    func required(_ name: String) throws -> Int { try count(name) ?? 1 }

    /// A number that fulfils a condition.
    ///
    /// - Parameter expected: what to say of it: `a positive number, such as 0.01`.
    func number(_ name: String, _ expected: String, where holds: (Double) -> Bool) throws -> Double? {
        guard let text = self[name] else { return nil }
        guard let number = Double(text), number.isFinite, holds(number) else {
            throw LabError("\(word): \(text) is no \(name); expected \(expected).")
        }
        return number
    }

    /// A probability from 0 to below 1.
    func rate(_ name: String) throws -> Double? {
        try number(name, "a number from 0 to below 1, such as 0.2") { $0 >= 0 && $0 < 1 }
    }

    /// A positive number.
    func positive(_ name: String) throws -> Double? {
        // One that vanishes in float32 is none.
        try number(name, "a positive number, such as 0.01") { Float($0) > 0 }
    }

    /// A number from 0.
    func notNegative(_ name: String) throws -> Double? {
        try number(name, "a number from 0, such as 0.01") { $0 >= 0 }
    }

    /// Any number that is finite.
    func finite(_ name: String) throws -> Double? { try number(name, "a number, such as 0.5") { _ in true } }

    /// `true` or `false`.
    func flag(_ name: String) throws -> Bool? {
        guard let text = self[name] else { return nil }
        guard let flag = Self.flag(text) else {
            throw LabError("\(word): \(name) is \(text); expected true or false.")
        }
        return flag
    }

    /// One of some words.
    func choice<Value>(_ name: String, _ choices: [(word: String, value: Value)]) throws -> Value? {
        guard let text = self[name] else { return nil }
        let folded = Spelling.folded(WordParts.plain(text))
        if let choice = choices.first(where: { Spelling.folded($0.word) == folded }) { return choice.value }
        throw LabError("\(word): \(name) is \(text); expected \(choices.map(\.word).joined(separator: " or ")).")
    }

    /// One case of an enumeration, by its raw value.
    func choice<Value: CaseIterable & RawRepresentable<String>>(_ name: String, of type: Value.Type) throws -> Value? {
        try choice(name, Value.allCases.map { ($0.rawValue, $0) })
    }

    /// A list of whole numbers: `3`, `[2, 3]`, `2x3`.
    func lengths(_ name: String, from least: Int = 1) throws -> [Int]? {
        guard let text = self[name] else { return nil }
        let parts = text.filter { !"[] ".contains($0) }.split { ",x×".contains($0) }
        let numbers = parts.compactMap { WholeNumber(argument: String($0))?.value }.filter { $0 >= least }
        guard !numbers.isEmpty, numbers.count == parts.count else {
            throw LabError("\(word): \(text) is no \(name); expected whole numbers from \(least), such as 3 or [3, 5].")
        }
        return numbers
    }

    /// A list of numbers: `[0.1, 0.01]`.
    func numbers(_ name: String) throws -> [Double]? {
        guard let text = self[name] else { return nil }
        let parts = WordParts.split(text.filter { !"[]".contains($0) })
        let numbers = parts.compactMap { Double($0) }.filter(\.isFinite)
        guard !numbers.isEmpty, numbers.count == parts.count else {
            throw LabError("\(word): \(text) is no \(name); expected a list of numbers, such as [0.1, 0.01].")
        }
        return numbers
    }

    /// What another word makes.
    func word<Value>(_ name: String, _ list: WordList<Value>) throws -> Value? {
        try self[name].map { try list.value($0, in: word) }
    }

    /// Values as Swift writes them, those that were not given left out: `decaySteps: 1000`, `staircase: true`.
    ///
    /// - Parameter lists: which of them are lists, also where a single number was given.
    func code(_ names: [String], lists: Set<String> = []) -> [String] {
        names.compactMap { name in
            self[name].map { text in
                let isBare = lists.contains(name) && !text.hasPrefix("[")
                return "\(name): \(Self.code(isBare ? "[\(text)]" : text))"
            }
        }
    }

    private static func code(_ text: String) -> String {
        if let number = WholeNumber(argument: text) { return String(number.value) }
        if let number = Double(text) { return SwiftCode.number(number) }
        if let flag = flag(text) { return String(flag) }
        if text.hasPrefix("[") {
            return "[" + WordParts.split(text.filter { !"[]".contains($0) }).map(code).joined(separator: ", ") + "]"
        }
        return "." + WordParts.plain(text)
    }

    private static func flag(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "yes", "on": true
        case "false", "no", "off": false
        default: nil
        }
    }
}
