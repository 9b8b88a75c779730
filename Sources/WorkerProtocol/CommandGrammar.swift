/// The `%` commands as the kernel needs to know them: to complete and explain a line while the worker is busy.
public struct CommandGrammar: Codable, Sendable, Equatable {
    /// One command.
    public struct Command: Codable, Sendable, Equatable {
        /// The name without `%`.
        public var word: String
        /// One line about it.
        public var abstract: String
        /// What `--help` prints.
        public var help: String
        /// What is given by its place, in order.
        public var arguments: [Argument]
        /// What is given by its name.
        public var options: [Argument]

        public init(word: String, abstract: String, help: String, arguments: [Argument], options: [Argument]) {
            self.word = word
            self.abstract = abstract
            self.help = help
            self.arguments = arguments
            self.options = options
        }
    }

    /// An argument or an option.
    public struct Argument: Codable, Sendable, Equatable {
        /// `--learning-rate`, `--lr`; for an argument its name without dashes.
        public var names: [String]
        /// What it is for.
        public var help: String
        /// False for a flag.
        public var takesValue: Bool
        /// Whether it can be given more than once.
        public var isRepeating: Bool
        /// What its value may be.
        public var values: [Values]

        public init(names: [String], help: String, takesValue: Bool, isRepeating: Bool, values: [Values]) {
            self.names = names
            self.help = help
            self.takesValue = takesValue
            self.isRepeating = isRepeating
            self.values = values
        }
    }

    /// A sort of values.
    public enum Values: Codable, Sendable, Equatable {
        /// One of these.
        case choice([String])
        /// A ``Word`` of this sort: `layer`, `loss`.
        case word(String)
        /// The name of an object of the session whose Swift type is one of these; of any object where there is none.
        case object([String])
        /// The path of a file.
        case file
        /// The name of a command.
        case command
    }

    /// A word that takes values in parentheses: `dense(16, relu)`.
    public struct Word: Codable, Sendable, Equatable {
        /// What it is: `layer`, `loss`, `activation`.
        public var noun: String
        public var name: String
        /// How it is written: `dropout(rate)`.
        public var text: String
        /// What it does; empty where the name says it.
        public var purpose: String
        /// The names of its values.
        public var values: [String]

        public init(noun: String, name: String, text: String, purpose: String, values: [String]) {
            self.noun = noun
            self.name = name
            self.text = text
            self.purpose = purpose
            self.values = values
        }
    }

    public var commands: [Command]
    public var words: [Word]

    public init(commands: [Command], words: [Word]) {
        self.commands = commands
        self.words = words
    }
}
