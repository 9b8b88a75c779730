import ArgumentParser

/// `%restore`, which the kernel itself carries out: the worker that it is for has only just been started.
///
/// Here it is explained.
struct RestoreCommand: LabCommand {
    static let example = "%restore"
    static let configuration = makeConfiguration(
        "restore", "Run the successful cells again whose variables were lost.",
        discussion: """
            When the process that runs the cells was lost (killed, or out of memory), a new one is there at once, without \
            variables. %restore runs the cells again that had succeeded, in their order, without showing their outputs again. \
            It stops at a cell that fails.
            """)

    func run(in context: LabContext) throws {
        throw LabError("%restore stands alone in a line of a cell: only the notebook can run its cells.")
    }
}
