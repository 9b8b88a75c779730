import CSpawn
import Glibc
import Synchronization
import WorkerProtocol

/// The worker as a process: its descriptors, its end.
///
/// `posix_spawn` itself, for the worker gets a socket beside its standard streams.
final class WorkerProcess: Sendable {
    let pid: pid_t
    /// The kernel's end of the socket.
    let socket: Int32
    let standardOutput: Int32
    let standardError: Int32
    private let isReaped = Mutex(false)

    /// - Parameters:
    ///   - executable: The path of `cuaderno-worker`.
    ///   - arguments: Without the program's name.
    ///   - nonce: See ``StreamMarker``.
    init(executable: String, arguments: [String], nonce: String) throws(WorkerError) {
        var sockets: [Int32] = [-1, -1]
        var output: [Int32] = [-1, -1]
        var errors: [Int32] = [-1, -1]
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, type, 0, &sockets) == 0, cs_pipe(&output) == 0, cs_pipe(&errors) == 0 else {
            for descriptor in sockets + output + errors where descriptor >= 0 { close(descriptor) }
            throw WorkerError(.notStarted, "no descriptors for the worker: \(String(cString: strerror(errno)))")
        }
        defer { for descriptor in [sockets[1], output[1], errors[1]] { close(descriptor) } }

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output[1], 1)
        posix_spawn_file_actions_adddup2(&actions, errors[1], 2)
        posix_spawn_file_actions_adddup2(&actions, sockets[1], 3)
        // What another thread has just opened for a program of its own: who waits for that one's end would wait for ours.
        cs_close_from(&actions, 4)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A group of its own: Ctrl-C in the terminal of the kernel must not reach the cells, and the end of the kernel
        // can take along what a cell started.
        var defaults = sigset_t()
        sigfillset(&defaults)
        var unblocked = sigset_t()
        sigemptyset(&unblocked)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setsigmask(&attributes, &unblocked)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

        let environment = Self.environment(nonce: nonce)
        var child: pid_t = 0
        let code = withCStrings([executable] + arguments) { argv in
            withCStrings(environment) { envp in
                posix_spawn(&child, executable, &actions, &attributes, argv, envp)
            }
        }
        guard code == 0 else {
            for descriptor in [sockets[0], output[0], errors[0]] { close(descriptor) }
            throw WorkerError(
                .notStarted, "\(executable) cannot be started: \(String(cString: strerror(code))). Build it again.")
        }
        pid = child
        socket = sockets[0]
        standardOutput = output[0]
        standardError = errors[0]
        for descriptor in [standardOutput, standardError] {
            _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        }
    }

    deinit {
        _ = end()
        for descriptor in [socket, standardOutput, standardError] { close(descriptor) }
    }

    /// Ends the process and all that it started, and says how it ended. Safe to call twice.
    func end() -> String {
        isReaped.withLock { reaped in
            guard !reaped else { return "it was ended" }
            reaped = true
            // A worker that ends by itself gets a moment to do so, for its status tells more than our signal.
            var status: Int32 = 0
            var result = waitpid(pid, &status, WNOHANG)
            for _ in 0..<50 where result == 0 {
                usleep(1_000)
                result = waitpid(pid, &status, WNOHANG)
            }
            kill(-pid, SIGKILL)
            let isOurs = result == 0
            if isOurs { result = waitpid(pid, &status, 0) }
            guard result == pid else { return "its end was not seen" }
            let signal = status & 0x7F
            return signal == 0
                ? "it ended with status \((status >> 8) & 0xFF)"
                : "it was ended by signal \(signal) (\(Self.explanation(of: signal, isOurs: isOurs)))"
        }
    }

    private static func explanation(of signal: Int32, isOurs: Bool) -> String {
        let name = String(cString: strsignal(signal))
        // The system gives no reason, but these are the usual ones.
        let isSystems = signal == SIGKILL && !isOurs
        return isSystems ? "\(name), as the system does when memory or a limit of processor time runs out" : name
    }

    /// Continues the process if a signal stopped it.
    ///
    /// - Returns: That signal, or nil.
    func continueIfStopped() -> Int32? {
        isReaped.withLock { reaped in
            guard !reaped else { return nil }
            var information = siginfo_t()
            // Only stops are asked for: the process's end is `end`'s.
            guard waitid(P_PID, id_t(pid), &information, WSTOPPED | WNOHANG) == 0, information.si_signo == SIGCHLD
            else { return nil }
            kill(pid, SIGCONT)
            return information._sifields._sigchld.si_status
        }
    }

    /// Kills the process; the reader then sees the end of the socket.
    func killNow() {
        isReaped.withLock { reaped in
            if !reaped { kill(-pid, SIGKILL) }
        }
    }

    private static func environment(nonce: String) -> [String] {
        var variables: [String] = []
        var pointer = environ
        while let entry = pointer.pointee {
            let text = String(cString: entry)
            // The run time's own crash report would start a debugger process for what is an ordinary event here.
            if !text.hasPrefix("SWIFT_BACKTRACE="), !text.hasPrefix("\(StreamMarker.nonceVariable)=") {
                variables.append(text)
            }
            pointer += 1
        }
        return variables + ["\(StreamMarker.nonceVariable)=\(nonce)", "SWIFT_BACKTRACE=enable=no"]
    }
}

private func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
}
