import CSpawn
import Foundation
import Glibc
import WorkerProtocol

/// A worker process and the kernel's end of its socket and streams. One thread uses it.
final class WorkerDriver {
    let pid: pid_t
    /// The first frame: ready, or why not.
    private(set) var greeting: WorkerFrame?
    /// Frames other than ends, in order.
    private(set) var frames: [WorkerFrame] = []
    /// What came through standard output and error since the last ``takeText()``, marks included.
    private var streams: [[UInt8]] = [[], []]
    private let descriptors: [Int32]
    private var splitter = FrameSplitter()
    private var isGone = false
    private(set) var cell = 0
    /// How often the session was looked at; see ``Session/expectWhole(_:sourceLocation:)``.
    var visits = 0
    private static let nonce = "testnonce"

    init(engine: String) throws {
        var sockets: [Int32] = [0, 0]
        var output: [Int32] = [0, 0]
        var errors: [Int32] = [0, 0]
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, type, 0, &sockets) == 0, cs_pipe(&output) == 0, cs_pipe(&errors) == 0 else {
            throw TestFailure("no descriptors")
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output[1], 1)
        posix_spawn_file_actions_adddup2(&actions, errors[1], 2)
        posix_spawn_file_actions_adddup2(&actions, sockets[1], 3)
        // As in the kernel: a compiler that another test starts meanwhile is waited for by a socket that we would inherit.
        cs_close_from(&actions, 4)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        let environment =
            ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
            + ["\(StreamMarker.nonceVariable)=\(Self.nonce)", "SWIFT_BACKTRACE=enable=no"]
        let executable = Self.executable
        let argv = [executable, "--library", engine].map { (text: String) in strdup(text) } + [nil]
        let envp = environment.map { (text: String) in strdup(text) } + [nil]
        defer { for pointer in argv + envp { free(pointer) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, executable, &actions, &attributes, argv, envp)
        for descriptor in [sockets[1], output[1], errors[1]] { close(descriptor) }
        guard code == 0 else { throw TestFailure("\(executable) cannot be started; build all products first") }
        pid = child
        descriptors = [output[0], errors[0], sockets[0]]
        greeting = wait { driver in
            guard !driver.frames.isEmpty else { return nil }
            return driver.frames.removeFirst()
        }
    }

    deinit {
        kill(-pid, SIGKILL)
        var status: Int32 = 0
        waitpid(pid, &status, 0)
        for descriptor in descriptors { close(descriptor) }
    }

    /// `cuaderno-worker` lies beside the tests' own program.
    private static var executable: String {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("cuaderno-worker").path
    }

    func send(_ frame: HostFrame) throws {
        let bytes = try FrameCodec.encode(frame)
        let sent = bytes.withUnsafeBytes { Glibc.send(descriptors[2], $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard sent == bytes.count else { throw TestFailure("the worker does not read") }
    }

    /// Starts a cell.
    func start(_ cell: TestCell, lane: Int = Lane.main) throws {
        let library = try CellFactory.library(of: cell)
        self.cell += 1
        try send(.run(CellRun(cell: self.cell, lane: lane, library: library, entryPoint: cell.entryPoint)))
    }

    /// Starts a command.
    func start(command: String) throws {
        cell += 1
        try send(.command(CommandRun(cell: cell, line: command)))
    }

    /// Asks what was started last to stop, or another one.
    func interrupt(_ cell: Int? = nil) throws {
        try send(.interrupt(cell: cell ?? self.cell))
    }

    /// Runs a cell to its end.
    func run(_ cell: TestCell, lane: Int = Lane.main) throws -> Outcome {
        try start(cell, lane: lane)
        return try outcome()
    }

    func run(command: String) throws -> Outcome {
        try start(command: command)
        return try outcome()
    }

    /// The end of what was started last, or of another one, once both streams told it as well.
    func outcome(of cell: Int? = nil) throws -> Outcome {
        let cell = cell ?? self.cell
        let found: Outcome? = wait { driver in
            for (index, frame) in driver.frames.enumerated() {
                guard case .finished(cell, let outcome) = frame else { continue }
                driver.frames.remove(at: index)
                return outcome
            }
            return nil
        }
        guard let found else { throw TestFailure(isGone ? "the worker died (\(ending))" : "the cell did not end") }
        let mark = StreamMarker.finished(cell: cell).bytes(nonce: Self.nonce)
        let isMarked: Bool? = wait { driver in
            driver.streams.allSatisfy { $0.firstRange(of: mark) != nil } ? true : nil
        }
        guard isMarked != nil else { throw TestFailure("the streams do not tell the end of the cell") }
        return found
    }

    /// Reads for a while.
    func read(milliseconds: Int) {
        let end = ContinuousClock.now + .milliseconds(milliseconds)
        while ContinuousClock.now < end, !isGone { pump() }
    }

    /// Reads until there is such a frame among those that are not ends.
    func frame<Found>(_ body: (WorkerFrame) -> Found?) -> Found? {
        wait { $0.frames.lazy.compactMap(body).first }
    }

    /// What the streams brought, with marks as `<e1>`; output and error.
    func takeText() -> (output: String, errors: String) {
        let introducer = String(decoding: StreamMarker.introducer(nonce: Self.nonce), as: UTF8.self)
        let texts = streams.map { bytes in
            String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: introducer, with: "<")
                .replacingOccurrences(of: String(decoding: StreamMarker.terminator, as: UTF8.self), with: ">")
        }
        streams = [[], []]
        return (texts[0], texts[1])
    }

    /// True until the socket says otherwise.
    var isAlive: Bool { !isGone }

    /// Reads until this text came through standard output.
    func waitForOutput(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let found: Bool? = wait { $0.streams[0].firstRange(of: bytes) != nil ? true : nil }
        return found ?? false
    }

    /// Closes the kernel's end, as its death would.
    func disconnect() {
        shutdown(descriptors[2], Int32(SHUT_RDWR))
        isGone = true
    }

    /// Waits for the process to end by itself.
    var hasEnded: Bool {
        var status: Int32 = 0
        let end = ContinuousClock.now + Self.patience
        while ContinuousClock.now < end {
            if waitpid(pid, &status, WNOHANG) == pid { return true }
            usleep(1_000)
        }
        return false
    }

    /// How the process ended.
    var ending: String {
        var status: Int32 = 0
        return waitpid(pid, &status, WNOHANG) == pid ? "wait status \(status)" : "still there"
    }

    /// Nothing here takes as long as this unless something is wrong.
    private static let patience = Duration.seconds(20)

    private func wait<Found>(_ find: (WorkerDriver) -> Found?) -> Found? {
        let end = ContinuousClock.now + Self.patience
        while true {
            if let found = find(self) { return found }
            guard !isGone, ContinuousClock.now < end else { return nil }
            pump()
        }
    }

    private func pump() {
        var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        guard poll(&polled, 3, 5) > 0 else { return }
        for (index, entry) in polled.enumerated() where entry.revents != 0 {
            let bytes = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
                count = max(0, Glibc.read(entry.fd, buffer.baseAddress, buffer.count))
            }
            if index < 2 {
                streams[index] += bytes
            } else if bytes.isEmpty {
                isGone = true
            } else {
                splitter.append(bytes)
                while let body = try? splitter.next() {
                    if let frame = try? FrameCodec.decode(WorkerFrame.self, from: body) { frames.append(frame) }
                }
            }
        }
    }
}
