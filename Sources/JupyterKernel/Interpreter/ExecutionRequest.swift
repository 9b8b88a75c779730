/// A cell to run.
public struct ExecutionRequest: Sendable, Equatable {
    /// The cell's source.
    public var code: String
    /// The number in `In[n]`. Cells that store no history do not raise it, so it does not identify a cell.
    public var executionCount: Int
    /// The cell is to run unseen: the kernel drops its outputs.
    public var isSilent: Bool
    /// The cell goes into the history.
    public var storesHistory: Bool
    /// The client can be asked for input.
    public var allowsStdin: Bool
    /// Expressions by name, to be evaluated after the cell ended well; their values belong into ``ExecutionOutcome/ok(payload:userExpressions:)``.
    public var userExpressions: [String: String]
    /// The subshell that the cell runs in; nil for the main shell.
    public var subshell: String?

    public init(
        code: String, executionCount: Int = 1, isSilent: Bool = false, storesHistory: Bool = true,
        allowsStdin: Bool = false, userExpressions: [String: String] = [:], subshell: String? = nil
    ) {
        self.code = code
        self.executionCount = executionCount
        self.isSilent = isSilent
        self.storesHistory = storesHistory
        self.allowsStdin = allowsStdin
        self.userExpressions = userExpressions
        self.subshell = subshell
    }
}
