/// How a ``Kernel`` fits into its process.
public struct KernelConfiguration: Sendable {
    /// SIGINT interrupts the running cell, SIGTERM and SIGHUP end the kernel.
    public var handlesSignals: Bool
    /// The kernel ends when this process is gone.
    public var parent: ParentWatch?
    /// How long the interpreter may take to shut down. Jupyter sends SIGTERM after 2.5 s.
    public var shutdownGrace: Duration
    /// Where what was run is kept between sessions; nil for nowhere.
    public var historyFolder: String?
    /// How much text of one cell is shown.
    public var outputLimit: OutputLimit

    public init(
        handlesSignals: Bool = true, parent: ParentWatch? = .fromEnvironment(),
        shutdownGrace: Duration = .milliseconds(2_000), historyFolder: String? = nil,
        outputLimit: OutputLimit = OutputLimit()
    ) {
        self.handlesSignals = handlesSignals
        self.parent = parent
        self.shutdownGrace = shutdownGrace
        self.historyFolder = historyFolder
        self.outputLimit = outputLimit
    }
}
