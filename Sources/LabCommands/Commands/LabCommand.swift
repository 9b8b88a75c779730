import ArgumentParser

/// A `%` command.
protocol LabCommand: ParsableCommand {
    /// An example for the help text.
    static var example: String { get }

    /// Does it.
    ///
    /// - Throws: `LabError`, or the engine's and the charts' own errors; the session goes on as it was.
    func run(in context: LabContext) throws
}

/// A command that has an equivalent in Swift.
protocol TranslatableCommand: LabCommand {
    /// Whether `--swift` was given.
    var swift: SwiftOption { get }

    /// Swift source that does the same as ``LabCommand/run(in:)``: the same calls, seeds and numbers.
    func swiftCode(in context: LabContext) throws -> String
}

/// `--swift`, the way from commands to code.
struct SwiftOption: ParsableArguments {
    @Flag(name: .customLong("swift"), help: "Print the Swift code that does the same, and do nothing else.")
    var isWanted = false
}

extension LabCommand {
    /// The name without `%`.
    static var word: String { String(configuration.commandName?.drop { $0 == "%" } ?? "") }

    static func makeConfiguration(_ word: String, _ abstract: String, discussion: String = "") -> CommandConfiguration {
        let text =
            (discussion.isEmpty ? "" : discussion + "\n\n") + "EXAMPLE:\n  " + example.replacing("\n", with: "\n  ")
        return CommandConfiguration(commandName: "%" + word, abstract: abstract, discussion: text)
    }
}
