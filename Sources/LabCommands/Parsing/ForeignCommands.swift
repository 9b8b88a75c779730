/// What IPython's users type, and what does the same here.
enum ForeignCommands {
    private static let hints: [String: String] = [
        "pip": "%package builds a Swift package; cells import its modules then.",
        "conda": "%package builds a Swift package; cells import its modules then.",
        "matplotlib": "Pictures are shown without it: %plot, or `plot(…)` in Swift.",
        "run": "%include FILE.swift runs a file of Swift.",
        "load": "%include FILE.swift runs a file of Swift.",
        "whos": "Did you mean %who?", "who_ls": "Did you mean %who?", "set_env": "Did you mean %env?",
        "chdir": "Did you mean %cd?", "reset_selective": "%reset NAME forgets one name.",
        "prun": "%time tells how long a line takes, %bench measures it many times.",
        "bash": "!command runs a shell line.", "sh": "!command runs a shell line.",
        "system": "!command runs a shell line.",
    ]
    private static let programs: Set<String> = [
        "cat", "cp", "echo", "git", "head", "ls", "ll", "man", "mkdir", "more", "mv", "rm", "rmdir", "tail", "wget",
    ]

    /// What to type instead; nil for a word that nobody brings along.
    static func hint(for word: String) -> String? {
        let folded = word.lowercased()
        return programs.contains(folded) ? "The shell has one: !\(folded)" : hints[folded]
    }
}
