import CommandDescription
import Spelling
import WorkerProtocol

/// Says what an unknown option was probably meant to be. The parser's own guess goes by letters alone, and takes `--batch` for
/// what `--rate` meant.
enum OptionGuess {
    /// The parser's message with the guess put right.
    static func corrected(_ message: String, for command: any LabCommand.Type) -> String {
        let introduction = "Unknown option '"
        guard let start = message.firstRange(of: introduction)?.upperBound,
            let quote = message[start...].firstIndex(of: "'"),
            let grammar = try? CommandGrammar.Command(describing: command, word: command.word, values: [:])
        else { return message }
        let lineEnd = message[quote...].firstIndex(of: "\n") ?? message.endIndex
        let names = grammar.options.flatMap(\.names).filter { $0.hasPrefix("--") }
        let guess = name(for: String(message[start..<quote]), among: names).map { " Did you mean '\($0)'?" } ?? ""
        return message[..<quote] + "'." + guess + message[lineEnd...]
    }

    /// The name that has the word as one of its parts, or else the one that is spelled nearly so.
    private static func name(for option: String, among names: [String]) -> String? {
        let word = option.drop { $0 == "-" }.lowercased()
        let byPart = names.first { $0.split(separator: "-").contains { $0 == word } }
        return byPart ?? Spelling.nearest(to: word, in: names)
    }
}
