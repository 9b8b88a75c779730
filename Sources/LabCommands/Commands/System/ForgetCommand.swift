import ArgumentParser

/// What the kernel asks for `%reset NAME`: the session's objects and variables of these names are given up.
struct ForgetCommand: LabCommand {
    static let example = "%__forget x"
    static let configuration = makeConfiguration("__forget", "Forget names for the kernel.")

    @Argument(help: "The names.")
    var names: [String]

    func run(in context: LabContext) throws { context.session.forget(names) }
}
