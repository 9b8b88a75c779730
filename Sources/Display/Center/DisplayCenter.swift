import Locks

/// The place that everything shown goes through.
public enum DisplayCenter {
    private static let current = Mutex<any DisplaySink>(ConsoleSink())
    private static let lastNumber = Atomic<UInt64>(0)
    /// Tells this process's ids from those of an earlier one that the same notebook still shows.
    private static let prefix = String(UInt64.random(in: 0...UInt64.max), radix: 36)

    /// Where outputs go; a sink that writes to standard output until another one is set.
    public static var sink: any DisplaySink {
        // The lock is held for an assignment only, never while the sink works: a cell that crashes there would keep it.
        get { current.withLock { $0 } }
        set { current.withLock { $0 = newValue } }
    }

    /// An id that no other display has.
    package static func makeIdentifier() -> String {
        "\(prefix)-\(lastNumber.wrappingAdd(1, ordering: .relaxed).newValue)"
    }
}
