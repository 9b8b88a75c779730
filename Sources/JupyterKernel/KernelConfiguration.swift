/// How a ``Kernel`` fits into its process.
public struct KernelConfiguration: Sendable {
    /// SIGINT interrupts the running cell, SIGTERM and SIGHUP end the kernel.
    public var handlesSignals: Bool
    /// The kernel ends when this process is gone.
    public var parent: ParentWatch?
    /// How long the interpreter may take to shut down. Jupyter sends SIGTERM after 2.5 s.
    public var shutdownGrace: Duration

    public init(
        handlesSignals: Bool = true, parent: ParentWatch? = .fromEnvironment(),
        shutdownGrace: Duration = .milliseconds(2_000)
    ) {
        self.handlesSignals = handlesSignals
        self.parent = parent
        self.shutdownGrace = shutdownGrace
    }
}
