import Glibc

/// What was run, in order: in this session and, where there is an archive, in earlier ones.
final class HistoryStore {
    private let archive: HistoryArchive?
    private var entries: [HistoryEntry] = []

    /// - Parameter archive: keeps the entries between sessions; nil where they end with this one.
    init(archive: HistoryArchive? = nil) {
        self.archive = archive
    }

    /// This session's number; sessions count from 1.
    var session: Int {
        archive?.session ?? 1
    }

    func append(line: Int, input: String, output: String?) {
        let entry = HistoryEntry(session: session, line: line, input: input, output: output)
        entries.append(entry)
        archive?.append(entry)
    }

    /// The latest entries, oldest first.
    /// - Parameter count: how many; nil for all.
    func tail(_ count: Int?) -> [HistoryEntry] {
        latest(atMost: count) { _ in true }
    }

    /// Entries of one session.
    /// - Parameters:
    ///   - session: its number; 0 is this session, negative numbers count back from it.
    ///   - start: the first line.
    ///   - end: the line after the last; nil for all.
    func range(session: Int, from start: Int, to end: Int?) -> [HistoryEntry] {
        let wanted = session > 0 ? session : self.session &+ session
        let all = wanted == self.session ? entries : archive?.entries(of: wanted) ?? []
        return all.filter { $0.line >= start && $0.line < end ?? .max }
    }

    /// The latest entries that a shell pattern (`*`, `?`, `[a-z]`) fits as a whole, oldest first.
    /// - Parameters:
    ///   - count: how many; nil for all.
    ///   - isUnique: of equal inputs only the latest.
    func search(_ pattern: String, atMost count: Int?, unique isUnique: Bool) -> [HistoryEntry] {
        var seen: Set<String> = []
        return latest(atMost: count) { entry in
            fnmatch(pattern, entry.input, FNM_NOESCAPE) == 0 && (!isUnique || seen.insert(entry.input).inserted)
        }
    }

    /// The latest entries that are wanted, oldest first. Earlier sessions are read only as far as needed.
    private func latest(atMost count: Int?, where isWanted: (HistoryEntry) -> Bool) -> [HistoryEntry] {
        let limit = max(0, count ?? .max)
        var found: [HistoryEntry] = []
        var sessions = ([nil] + (archive?.earlierSessions ?? [])).makeIterator()
        while found.count < limit, let session = sessions.next() {
            let all = session.map { archive?.entries(of: $0) ?? [] } ?? entries
            for entry in all.reversed() where found.count < limit && isWanted(entry) { found.append(entry) }
        }
        return found.reversed()
    }
}
