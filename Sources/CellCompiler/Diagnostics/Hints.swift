/// What a teacher would add to a message of the compiler.
enum Hints {
    /// Names of Foundation that beginners use without importing it.
    private static let foundationNames: Set<String> = [
        "Bundle", "Calendar", "CharacterSet", "Data", "Date", "DateComponents", "DateFormatter", "DispatchQueue",
        "FileHandle", "FileManager", "JSONDecoder", "JSONEncoder", "JSONSerialization", "Locale", "Measurement",
        "NSRegularExpression", "NumberFormatter", "Process", "ProcessInfo", "RunLoop", "Thread", "TimeInterval",
        "TimeZone", "Timer", "URL", "UUID", "UserDefaults", "sleep", "usleep", "memcpy", "getpid",
    ]
    /// Words of Python, and what to write in their place.
    private static let pythonWords: [String: String] = [
        "len": "the number of elements is a property: `values.count`",
        "range": "write a range as `0..<10`, with a step as `stride(from: 0, to: 10, by: 2)`",
        "str": "write `String(value)`, or \"\\(value)\" inside a text",
        "int": "the type's name is `Int`: `Int(value)`",
        "float": "the types' names are `Double` and `Float`: `Double(value)`",
        "list": "write an array as `[1, 2, 3]`, or `Array(sequence)`",
        "dict": "write a dictionary as `[\"key\": value]`",
        "True": "write `true`",
        "False": "write `false`",
        "None": "write `nil`, for a type with a question mark: `Int?`",
        "enumerate": "write `for (index, value) in values.enumerated()`",
        "sum": "write `values.reduce(0, +)`",
        "np": "arrays of numbers are `Tensor`s here; `%help` lists what there is",
        "torch": "there is no PyTorch here; the engine is at hand without an import: `Sequential`, `Dense`, `Tensor`",
    ]

    /// The diagnostic with a note, where one helps.
    static func adding(to diagnostic: Diagnostic, names: NameTable) -> Diagnostic {
        let parts = diagnostic.message.split(separator: "'", omittingEmptySubsequences: false)
        guard diagnostic.message.hasPrefix("cannot find "), parts.count >= 3 else { return diagnostic }
        let name = String(parts[1])
        let hint: String? =
            if let cell = names.cellThatLeftUnset(name) {
                "\(cell) declares '\(name)' but stopped before it had a value; run that cell again"
            } else if foundationNames.contains(name) {
                "'\(name)' is in Foundation: write `import Foundation` in a cell"
            } else {
                pythonWords[name]
            }
        guard let hint else { return diagnostic }
        var diagnostic = diagnostic
        diagnostic.notes.append(
            Diagnostic(file: "", line: 0, column: 0, severity: .note, message: hint))
        return diagnostic
    }
}
