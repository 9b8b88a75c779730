/// Hints about what only Foundation has, for sessions that have not imported it.
enum FoundationHints {
    /// Names of Foundation, and of C's library behind it, that beginners use without importing it.
    private static let names: Set<String> = [
        "Bundle", "Calendar", "CharacterSet", "Data", "Date", "DateComponents", "DateFormatter", "DateInterval",
        "Decimal", "DispatchGroup", "DispatchQueue", "DispatchSemaphore", "FileHandle", "FileManager", "IndexPath",
        "ISO8601DateFormatter", "JSONDecoder", "JSONEncoder", "JSONSerialization", "Locale", "LocalizedError",
        "Measurement", "NotificationCenter", "NumberFormatter", "Operation", "OperationQueue", "Pipe", "Process",
        "ProcessInfo", "PropertyListDecoder", "PropertyListEncoder", "RunLoop", "Scanner", "Thread", "TimeInterval",
        "TimeZone", "Timer", "URL", "URLComponents", "UUID", "UserDefaults",
        "EXIT_FAILURE", "EXIT_SUCCESS", "abort", "atoi", "exit", "fflush", "fgets", "fopen", "fputs", "getenv",
        "getpid", "kill", "malloc", "memcpy", "raise", "rand", "setenv", "signal", "sleep", "srand", "stderr",
        "stdin", "stdout", "strlen", "system", "usleep",
    ]
    /// Names of the part of Foundation that is a module of its own on Linux.
    private static let networkNames: Set<String> = [
        "HTTPURLResponse", "URLRequest", "URLResponse", "URLSession", "URLSessionConfiguration",
    ]
    /// Members that Foundation adds to the standard library's types.
    private static let members: Set<String> = [
        "capitalized", "components", "data", "localizedDescription", "padding", "range",
        "replacingOccurrences", "trimmingCharacters", "localizedCaseInsensitiveContains", "caseInsensitiveCompare",
        "compare", "formatted", "enumerateLines", "rangeOfCharacter", "cString",
    ]

    static func hint(missing name: String, names table: NameTable) -> String? {
        if networkNames.contains(name) {
            return table.wholeModules.contains("FoundationNetworking")
                ? nil : "'\(name)' is in FoundationNetworking: write `import FoundationNetworking` in a cell"
        }
        guard isMissing(table),
            names.contains(name) || name.hasPrefix("NS") && name.dropFirst(2).first?.isUppercase == true
        else { return nil }
        return "'\(name)' is in Foundation: write `import Foundation` in a cell"
    }

    static func hint(member: String, names table: NameTable) -> String? {
        guard isMissing(table), members.contains(member) else { return nil }
        return "'\(member)' is in Foundation: write `import Foundation` in a cell"
    }

    /// `String(format:)` looks like a call with a mistake where Foundation is missing.
    static func hint(_ diagnostic: Diagnostic, names table: NameTable) -> String? {
        guard isMissing(table), diagnostic.sourceLine?.contains("String(format:") ?? false,
            diagnostic.message.contains("call to initializer") || diagnostic.message.contains("argument")
        else { return nil }
        return "`String(format: …)` is in Foundation: write `import Foundation` in a cell"
    }

    private static func isMissing(_ table: NameTable) -> Bool {
        table.wholeModules.isDisjoint(with: ["Foundation", "FoundationEssentials"])
    }
}
