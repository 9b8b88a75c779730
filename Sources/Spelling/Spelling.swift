/// Finds what was probably meant by a misspelt word.
package enum Spelling {
    /// The nearest of the known words, if it is near enough to be worth suggesting.
    package static func nearest(to word: String, in known: [String]) -> String? {
        let folded = folded(word)
        let candidates = known.map { ($0, distance(folded, self.folded($0))) }
        guard let best = candidates.min(by: { $0.1 < $1.1 }) else { return nil }
        // Two slips in a long word; one in a short one. A beginning that was left unfinished counts as near.
        let isNear = best.1 <= (word.count <= 4 ? 1 : 2)
        if isNear { return best.0 }
        return word.count >= 3 ? known.first { self.folded($0).hasPrefix(folded) } : nil
    }

    /// Without case and separators: `categorical_crossentropy` and `categoricalCrossEntropy` are the same word.
    package static func folded(_ word: String) -> String {
        word.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }
    }

    /// Damerau and Levenshtein's distance, with swaps of neighbours counted as one slip (optimal string alignment).
    static func distance(_ first: String, _ second: String) -> Int {
        let a = Array(first)
        let b = Array(second)
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        var rows = [Array(0...b.count)]
        for i in 1...a.count {
            var row = [i]
            for j in 1...b.count {
                let same = a[i - 1] == b[j - 1]
                var best = min(row[j - 1] + 1, rows[i - 1][j] + 1, rows[i - 1][j - 1] + (same ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = min(best, rows[i - 2][j - 2] + 1) }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }
}
