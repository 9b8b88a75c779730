import ArgumentParser
import Glibc
import Spelling

/// `%env [NAME[=VALUE]]`
struct EnvCommand: LabCommand {
    static let example = """
        %env HOME
        %env GREETING=hola
        %env --unset GREETING
        """
    static let configuration = makeConfiguration(
        "env", "List the environment's variables, tell one, or set one for cells and shell lines.",
        discussion: """
            In a list the values of names with KEY, TOKEN, SECRET or PASSWORD in them are hidden, since a notebook keeps what
            it shows.
            """)

    @Argument(help: "NAME tells the value, NAME=VALUE or NAME VALUE sets it.")
    var words: [String] = []

    @Option(help: "Remove this variable.")
    var unset: String?

    func run(in context: LabContext) throws {
        if let unset {
            guard words.isEmpty else { throw LabError("--unset takes one name, and nothing is set beside it.") }
            guard Glibc.unsetenv(unset) == 0 else { throw Self.badName(unset) }
            return
        }
        guard let first = words.first else {
            context.say(Self.listing())
            return
        }
        if let equals = first.firstIndex(of: "=") {
            let rest = [String(first[first.index(after: equals)...])] + words.dropFirst()
            try Self.set(String(first[..<equals]), rest.joined(separator: " "), context)
        } else if words.count > 1 {
            try Self.set(first, words.dropFirst().joined(separator: " "), context)
        } else if let value = getenv(first) {
            context.say(String(cString: value))
        } else {
            let guess = Spelling.nearest(to: first, in: Self.variables.map(\.name)).map { " Did you mean \($0)?" } ?? ""
            throw LabError("the environment has no \(first).\(guess) %env \(first)=VALUE sets it.")
        }
    }

    private static func set(_ name: String, _ value: String, _ context: LabContext) throws {
        guard !name.isEmpty, !name.contains("="), setenv(name, value, 1) == 0 else { throw badName(name) }
        context.say("\(name)=\(value)")
    }

    private static func badName(_ name: String) -> LabError {
        LabError("\"\(name)\" cannot be the name of a variable; write %env NAME=VALUE.")
    }

    private static func listing() -> String {
        variables.sorted { $0.name < $1.name }.map { name, value in
            let isSecret = ["KEY", "TOKEN", "SECRET", "PASSWORD"].contains { name.uppercased().contains($0) }
            return "\(name)=\(isSecret ? "<hidden>" : value)"
        }.joined(separator: "\n")
    }

    private static var variables: [(name: String, value: String)] {
        var found: [(String, String)] = []
        var pointer = environ
        while let entry = pointer.pointee {
            let text = String(cString: entry)
            if let equals = text.firstIndex(of: "=") {
                found.append((String(text[..<equals]), String(text[text.index(after: equals)...])))
            }
            pointer += 1
        }
        return found
    }
}
