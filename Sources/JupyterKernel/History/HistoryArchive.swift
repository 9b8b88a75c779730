import Foundation
import Logging

/// Keeps what was run between sessions, in a folder.
///
/// Each session has a file of its own, `12.jsonl`, with a line of JSON for each cell. So kernels that run at the same time share
/// nothing but the folder: a session takes its number by making the file, which only one kernel can.
final class HistoryArchive {
    /// More sessions than this, or more bytes, and the oldest are forgotten.
    private static let (sessionLimit, byteLimit) = (1_000, 32 << 20)

    private let folder: String
    private let logger: Logger
    private var file: Int32?
    private var number: Int?

    /// - Parameter folder: where the files are; made when the first cell is kept.
    init(folder: String, logger: Logger) {
        self.folder = folder
        self.logger = logger
    }

    deinit {
        if let file { close(file) }
    }

    /// This session's number, which is taken when it is first asked for: a session without a cell leaves no file.
    var session: Int {
        if let number { return number }
        let taken = take()
        number = taken
        return taken
    }

    /// The numbers of the other sessions before this one, latest first.
    var earlierSessions: [Int] {
        let own = session
        return numbers.filter { $0 < own }.sorted(by: >)
    }

    /// What a session ran; nothing where there is none of this number.
    func entries(of session: Int) -> [HistoryEntry] {
        guard let data = FileManager.default.contents(atPath: path(session)) else { return [] }
        return data.split(separator: UInt8(ascii: "\n")).compactMap { HistoryEntry(record: $0, session: session) }
    }

    /// Writes an entry of this session. Where that fails, the session goes on without: history is not worth a cell.
    func append(_ entry: HistoryEntry) {
        guard let file else { return }
        let record = entry.record
        guard record.withUnsafeBytes({ write(file, $0.baseAddress, $0.count) }) != record.count else { return }
        logger.warning("The history cannot be kept in \(folder): \(String(cString: strerror(errno))).")
        close(file)
        self.file = nil
    }

    private func path(_ session: Int) -> String {
        "\(folder)/\(session).jsonl"
    }

    private var numbers: [Int] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.compactMap { $0.hasSuffix(".jsonl") ? Int($0.dropLast(6)) : nil }.filter { $0 > 0 }
    }

    private func take() -> Int {
        // What was run is nobody else's to read.
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let earlier = numbers.sorted(by: >)
        forgetOldest(of: earlier)
        var next = (earlier.first ?? 0) + 1
        while true {
            let opened = open(path(next), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
            if opened >= 0 {
                file = opened
                return next
            }
            guard errno == EEXIST else { break }
            next += 1
        }
        logger.warning("The history cannot be kept in \(folder): \(String(cString: strerror(errno))).")
        return next
    }

    private func forgetOldest(of sessions: [Int]) {
        var bytes = 0
        for (position, session) in sessions.enumerated() {
            var status = stat()
            bytes += stat(path(session), &status) == 0 ? Int(status.st_size) : 0
            if position >= Self.sessionLimit || bytes > Self.byteLimit { unlink(path(session)) }
        }
    }
}
