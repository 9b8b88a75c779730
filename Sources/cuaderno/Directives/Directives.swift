import ArgumentParser
import CommandDescription
import WorkerProtocol

/// All directives.
enum Directives {
    static let types: [any Directive.Type] = [
        TimeDirective.self, BenchDirective.self, OptimizeDirective.self, IncludeDirective.self, PackageDirective.self,
        ResetDirective.self,
    ]

    static func type(of name: DirectiveName) -> (any Directive.Type)? { types.first { $0.name == name } }

    /// What completion knows of them.
    static func grammar() throws -> [CommandGrammar.Command] {
        try types.map {
            try CommandGrammar.Command(describing: $0, word: $0.name.rawValue, values: $0.values)
        }
    }

    /// Reads the options and does it, or says what `--help` asks for.
    static func run<Wanted: Directive>(
        _ type: Wanted.Type, options: [String], in context: DirectiveContext
    ) async throws {
        let directive: Wanted
        do {
            directive = try Wanted.parse(options)
        } catch {
            let message = Wanted.fullMessage(for: error, columns: HelpText.columns)
            guard Wanted.exitCode(for: error) == .success else {
                throw CellFailure(directive: message.hasPrefix("Error: ") ? String(message.dropFirst(7)) : message)
            }
            context.say(message)
            return
        }
        try await directive.run(in: context)
    }
}
