import Glibc
import NeuralEngine

/// `!command`: a line for the shell, in the worker's folder and environment. What it prints arrives while it runs, for it
/// writes to the worker's own streams.
struct ShellLine {
    /// What `%help !` says.
    static let help = """
        OVERVIEW: !command runs a line in the shell, such as !ls -l data.

        It runs in the notebook's folder and environment (%cd and %env change them), and what it prints appears while it runs.
        A status that is not 0 is told behind it; the cell goes on. An interrupt ends it and all that it started.
        """

    private let text: String

    init(_ text: some StringProtocol) {
        self.text = String(text.drop { $0 == " " || $0 == "\t" })
    }

    /// Runs the line to its end. How it ended is told on standard error when it was not 0.
    ///
    /// - Throws: ``LabError`` when the shell cannot be started or was interrupted.
    func run() throws {
        guard !text.isEmpty else { throw LabError("a shell line is missing behind !, such as !ls") }
        // What cells have printed comes first.
        fflush(nil)
        let child = try start()
        let status = try wait(for: child)
        fflush(nil)
        if let ending = Self.ending(status) { Self.note(ending) }
        if let hint { Self.note(hint) }
    }

    private func start() throws -> pid_t {
        let shell = access("/bin/bash", X_OK) == 0 ? "/bin/bash" : "/bin/sh"
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // The worker's signals are the worker's business.
        var defaults = sigset_t()
        sigfillset(&defaults)
        var unblocked = sigset_t()
        sigemptyset(&unblocked)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setsigmask(&attributes, &unblocked)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        var child: pid_t = 0
        let words: [String] = [shell, "-c", text]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        let code = posix_spawn(&child, shell, nil, &attributes, &arguments, environ)
        guard code == 0 else { throw LabError("\(shell) cannot be started: \(String(cString: strerror(code)))") }
        return child
    }

    /// Looks for the end again and again, at first often: a line that takes a millisecond shall not take twenty.
    private func wait(for child: pid_t) throws -> Int32 {
        var status: Int32 = 0
        var pause: UInt32 = 200
        while true {
            let ended = waitpid(child, &status, WNOHANG)
            if ended == child { return status }
            if ended < 0, errno != EINTR { throw LabError("the end of the shell was not seen.") }
            if Interruption.isRequested {
                ProcessFamily.end(child)
                throw LabError("interrupted")
            }
            usleep(pause)
            pause = min(pause * 2, 10_000)
        }
    }

    /// On standard error, as the shell's own complaints.
    private static func note(_ text: String) {
        let line = Array("[\(text)]\n".utf8)
        _ = write(2, line, line.count)
    }

    private static func ending(_ status: Int32) -> String? {
        let signal = status & 0x7F
        if signal != 0 { return "ended by signal \(signal): \(String(cString: strsignal(signal)))" }
        let code = (status >> 8) & 0xFF
        return code == 0 ? nil : "exit status \(code)"
    }

    /// What a shell does to itself is gone with it; a beginner expects it to last.
    private var hint: String? {
        guard !text.contains(where: { ";&|".contains($0) }) else { return nil }
        switch text.split(separator: " ").first {
        case "cd": return "this changed the folder of one shell only; %cd changes that of the notebook"
        case "export": return "this set a variable of one shell only; %env sets it for the notebook"
        default: return nil
        }
    }
}

/// A process and all that it started.
private enum ProcessFamily {
    /// Ends them: by what Ctrl-C sends, and after a moment by force. The worker stops this thread in 100 ms if it does not come back.
    static func end(_ process: pid_t) {
        var family = members(process)
        for member in family { kill(member, SIGINT) }
        var status: Int32 = 0
        for _ in 0..<40 {
            if waitpid(process, &status, WNOHANG) == process {
                for member in family.dropFirst() { kill(member, SIGKILL) }
                return
            }
            usleep(1_000)
        }
        family = members(process)
        for member in family { kill(member, SIGKILL) }
        waitpid(process, &status, 0)
    }

    private static func members(_ process: pid_t) -> [pid_t] {
        var found = [process]
        var next = 0
        while next < found.count, found.count < 1_000 {
            let path = "/proc/\(found[next])/task/\(found[next])/children"
            next += 1
            guard let file = fopen(path, "r") else { continue }
            defer { fclose(file) }
            var child: pid_t = 0
            while withUnsafeMutablePointer(
                to: &child,
                { pointer in
                    withVaList([pointer]) { vfscanf(file, "%d", $0) }
                }) == 1
            {
                found.append(child)
            }
        }
        return found
    }
}
