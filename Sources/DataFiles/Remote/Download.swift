import CDataFiles

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

/// Fetches files of the network through the program `curl`.
///
/// A program of its own, because cells load this module, and a library for the network (Foundation's, or libcurl with all that it
/// needs) would make every session start later for something that happens once.
package enum Download {
    /// A server that says nothing for so many seconds is given up.
    private static let patience = 30

    /// What a file holds, checked against its size and checksum.
    ///
    /// - Parameters:
    ///   - url: `http://…` or `https://…`.
    ///   - progress: told how many bytes have come.
    ///   - isInterrupted: asked fifty times a second whether to stop.
    /// - Throws: ``DataFileError`` with the address and what is wrong; `CancellationError` when it was interrupted.
    package static func bytes(
        of file: RemoteFile, from url: String, progress: (Int) -> Void, isInterrupted: () -> Bool
    ) throws -> [UInt8] {
        guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
            throw DataFileError(url, "an address begins with http:// or https://")
        }
        var child = try start(url)
        defer { child.end() }
        var received: [UInt8] = []
        received.reserveCapacity(file.size)
        while try child.read(into: &received, isInterrupted: isInterrupted) {
            progress(received.count)
            guard received.count <= file.size else {
                throw DataFileError(url, "more than the \(file.size) bytes come that the file has")
            }
        }
        if let problem = child.problem() { throw DataFileError(url, problem) }
        if let complaint = file.complaint(about: received) { throw DataFileError(url, complaint) }
        return received
    }

    private static func start(_ url: String) throws -> Child {
        let words = [
            "curl", "--fail", "--silent", "--show-error", "--location", "--globoff", "--no-buffer", "--proto",
            "=http,https",
            "--connect-timeout", "\(patience)", "--speed-limit", "1", "--speed-time", "\(patience)", url,
        ]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var program = cd_program()
        let code = cd_start(&arguments, &program)
        guard code == 0 else {
            throw DataFileError(
                url,
                code == ENOENT
                    ? "fetching it needs the program curl, which is not there (Debian, Ubuntu: sudo apt install curl)"
                    : "curl cannot be started: \(String(cString: strerror(code)))")
        }
        return Child(program)
    }
}

/// A `curl` that is running.
private struct Child {
    private let program: cd_program
    private var complaints: [UInt8] = []
    private var isOpen = (output: true, errors: true)
    private var status: Int32?

    init(_ program: cd_program) { self.program = program }

    /// Waits for what comes next; false when nothing more will.
    mutating func read(into bytes: inout [UInt8], isInterrupted: () -> Bool) throws -> Bool {
        while isOpen.output || isOpen.errors {
            if isInterrupted() { throw CancellationError() }
            var waiting = [
                pollfd(fd: isOpen.output ? program.output : -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: isOpen.errors ? program.errors : -1, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&waiting, 2, 20) > 0 else { continue }
            if waiting[1].revents != 0 { isOpen.errors = Self.take(program.errors, &complaints) }
            if waiting[0].revents != 0 {
                isOpen.output = Self.take(program.output, &bytes)
                if isOpen.output { return true }
            }
        }
        return false
    }

    /// What went wrong, in curl's words; nil when all went well.
    mutating func problem() -> String? {
        let status = wait()
        guard status != 0 else { return nil }
        let text = String(decoding: complaints.prefix(400), as: UTF8.self).filter { $0 != "\r" }
        let line = text.split(separator: "\n").first.map(String.init) ?? "curl ended with status \(status >> 8)"
        // "curl: (6) Could not resolve host: …"
        return line.hasPrefix("curl: ") ? String(line.dropFirst(6)) : line
    }

    /// Ends it where it still runs.
    mutating func end() {
        if status == nil { kill(program.process, SIGKILL) }
        _ = wait()
        close(program.output)
        close(program.errors)
    }

    private mutating func wait() -> Int32 {
        if let status { return status }
        var result: Int32 = 0
        while waitpid(program.process, &result, 0) < 0, errno == EINTR {}
        status = result
        return result
    }

    private static func take(_ descriptor: Int32, _ bytes: inout [UInt8]) -> Bool {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        let count = systemRead(descriptor, &chunk, chunk.count)
        if count < 0 { return errno == EINTR || errno == EAGAIN }
        bytes.append(contentsOf: chunk[..<count])
        return count > 0
    }
}

/// The system's, under a name that no method hides.
private func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int {
    read(descriptor, bytes, count)
}
