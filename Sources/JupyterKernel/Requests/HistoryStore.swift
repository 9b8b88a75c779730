import Glibc

/// What was run, in order.
struct HistoryStore {
    /// A cell that was run.
    struct Entry: Equatable {
        /// Sessions count from 1.
        let session: Int
        /// The number in `In[n]`.
        let line: Int
        let input: String
        /// The text of the cell's value, where it had one.
        let output: String?
    }

    /// This session's number.
    let session = 1
    private var entries: [Entry] = []

    mutating func append(line: Int, input: String, output: String?) {
        entries.append(Entry(session: session, line: line, input: input, output: output))
    }

    /// The latest entries, oldest first.
    /// - Parameter count: how many; nil for all.
    func tail(_ count: Int?) -> [Entry] {
        entries.suffix(max(0, count ?? .max))
    }

    /// Entries of one session.
    /// - Parameters:
    ///   - session: its number; 0 is this session, negative numbers count back from it.
    ///   - start: the first line.
    ///   - end: the line after the last; nil for all.
    func range(session: Int, from start: Int, to end: Int?) -> [Entry] {
        let wanted = session > 0 ? session : self.session + session
        return entries.filter { $0.session == wanted && $0.line >= start && $0.line < end ?? .max }
    }

    /// The latest entries that a shell pattern (`*`, `?`, `[a-z]`) fits as a whole, oldest first.
    /// - Parameters:
    ///   - count: how many; nil for all.
    ///   - isUnique: of equal inputs only the latest.
    func search(_ pattern: String, atMost count: Int?, unique isUnique: Bool) -> [Entry] {
        var found: [Entry] = []
        var seen: Set<String> = []
        for entry in entries.reversed() where found.count < count ?? .max {
            guard fnmatch(pattern, entry.input, FNM_NOESCAPE) == 0 else { continue }
            if isUnique, !seen.insert(entry.input).inserted { continue }
            found.append(entry)
        }
        return found.reversed()
    }
}
