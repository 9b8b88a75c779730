import Glibc

/// Notices that the process that started the kernel is gone: a kernel that nobody can reach any more must not live on.
public struct ParentWatch: Sendable {
    private let process: pid_t
    /// A parent is noticed at once, and even where it became a zombie; of another process only the number can be watched.
    private let isParent: Bool

    /// - Parameter process: the process to watch.
    public init(process: Int32) {
        self.process = process
        isParent = getppid() == process
    }

    /// What Jupyter names in `JPY_PARENT_PID`; nil where it names nothing that can be watched.
    public static func fromEnvironment() -> ParentWatch? {
        guard let text = getenv("JPY_PARENT_PID"), let process = pid_t(String(cString: text)), process > 1 else {
            return nil
        }
        return ParentWatch(process: process)
    }

    /// Whether the process lives.
    public var isAlive: Bool {
        if isParent { return getppid() == process }
        return kill(process, 0) == 0 || errno == EPERM
    }
}
