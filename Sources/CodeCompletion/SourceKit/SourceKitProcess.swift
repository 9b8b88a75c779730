import CSpawn
import Foundation
import Glibc

/// The process of sourcekitd. It belongs to one thread at a time, and is killed with its last reference.
final class SourceKitProcess {
    private let pid: pid_t
    private let socket: Int32
    /// The texts in its editor, by their paths.
    private var openTexts: [String: String] = [:]

    /// - Parameters:
    ///   - executable: The path of `cuaderno-sourcekit`.
    ///   - arguments: Without the program's name.
    /// - Returns: nil when it cannot be started.
    init?(executable: String, arguments: [String]) {
        var sockets: [Int32] = [-1, -1]
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, type, 0, &sockets) == 0 else { return nil }
        defer { close(sockets[1]) }

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, sockets[1], 0)
        // It is noisy, and what it says is for nobody.
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        // What another thread has just opened for a program of its own: who waits for that one's end would wait for ours.
        cs_close_from(&actions, 3)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var defaults = sigset_t()
        sigfillset(&defaults)
        var unblocked = sigset_t()
        sigemptyset(&unblocked)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setsigmask(&attributes, &unblocked)
        // A group of its own: Ctrl-C in the kernel's terminal is not meant for it.
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

        var child: pid_t = 0
        let words = ([executable] + arguments).map { strdup($0) }
        defer { for word in words { free(word) } }
        guard posix_spawn(&child, executable, &actions, &attributes, words + [nil], environ) == 0 else {
            close(sockets[0])
            return nil
        }
        pid = child
        socket = sockets[0]
        _ = fcntl(socket, F_SETFL, fcntl(socket, F_GETFL) | O_NONBLOCK)
    }

    deinit {
        kill(pid, SIGKILL)
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        close(socket)
    }

    /// The memory that belongs to it alone, in bytes: the library's pages are shared by all kernels.
    var memory: Int {
        let status = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
        return line.flatMap { $0.split(whereSeparator: { " \t".contains($0) }).dropFirst().first }
            .flatMap { Int($0) }.map { $0 * 1_024 } ?? 0
    }

    /// The requests after which a document is in the editor: none where it is there already.
    func requests(toOpen document: SourceKitDocument) -> [SourceKitRequest] {
        let known = openTexts.updateValue(document.text, forKey: document.path)
        if known == document.text { return [] }
        return (known == nil ? [] : [SourceKitDocument.closing(document.path)]) + [document.opening]
    }

    /// The requests after which the editor is empty.
    func requestsToCloseAll() -> [SourceKitRequest] {
        defer { openTexts = [:] }
        return openTexts.keys.map(SourceKitDocument.closing)
    }

    /// Sends a request and waits for its answer.
    ///
    /// - Returns: JSON; nil when it is late or the process is gone, which is then of no more use.
    func answer(to request: SourceKitRequest, before deadline: ContinuousClock.Instant) -> Data? {
        guard send(request.frame, before: deadline), let head = receive(4, before: deadline) else { return nil }
        let length = head.reversed().reduce(0) { $0 << 8 | Int($1) }
        return receive(length, before: deadline)
    }

    private func send(_ bytes: [UInt8], before deadline: ContinuousClock.Instant) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else {
                guard wait(for: POLLOUT, before: deadline) else { return false }
            }
        }
        return true
    }

    private func receive(_ count: Int, before deadline: ContinuousClock.Instant) -> Data? {
        var bytes = Data(count: count)
        var filled = 0
        while filled < count {
            let got = bytes.withUnsafeMutableBytes {
                recv(socket, $0.baseAddress.map { $0 + filled }, count - filled, 0)
            }
            if got == 0 { return nil }
            if got > 0 {
                filled += got
            } else {
                guard wait(for: POLLIN, before: deadline) else { return nil }
            }
        }
        return bytes
    }

    /// False at the deadline, and when the last call failed for good.
    private func wait(for events: Int32, before deadline: ContinuousClock.Instant) -> Bool {
        guard [EAGAIN, EWOULDBLOCK, EINTR].contains(errno) else { return false }
        let left = (deadline - .now) / .milliseconds(1)
        guard left > 0 else { return false }
        var item = pollfd(fd: socket, events: Int16(events), revents: 0)
        // A millisecond more than is left would be the rounding's; the loop asks again.
        poll(&item, 1, Int32(left.rounded(.up)))
        return true
    }
}
