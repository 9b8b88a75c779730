import Foundation

/// Which pictures an earlier run of a notebook left in a folder: a hidden file beside them names each with the hash of its bytes.
///
/// By it the pictures of a longer run before are not taken for those of a shorter one now. A file that somebody has changed since is
/// not the run's any more, and stays.
struct PictureRecord {
    private let file: URL
    private let folder: URL

    init(folder: URL, stem: String) {
        self.folder = folder
        file = folder.appendingPathComponent(".\(stem).pictures")
    }

    /// Notes the pictures of this run, and removes those of the one before that are none of them.
    ///
    /// - Parameter pictures: the names of the files, and what was written into them.
    /// - Returns: the files that were removed.
    func replace(with pictures: [(name: String, bytes: Data)]) throws -> [URL] {
        var removed: [URL] = []
        let names = Set(pictures.map(\.name))
        for (name, hash) in earlier where !names.contains(name) {
            let url = folder.appendingPathComponent(name)
            guard let bytes = try? Data(contentsOf: url), Self.hash(bytes) == hash else { continue }
            try FileManager.default.removeItem(at: url)
            removed.append(url)
        }
        let text = pictures.map { "\(Self.hash($0.bytes)) \($0.name)\n" }.joined()
        if text.isEmpty {
            try? FileManager.default.removeItem(at: file)
        } else {
            try Data(text.utf8).write(to: file, options: .atomic)
        }
        return removed.sorted { $0.path < $1.path }
    }

    /// A name with a slash was not written here: it would lead out of the folder.
    private var earlier: [(name: String, hash: String)] {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            return parts.count == 2 && !parts[1].contains("/") ? (parts[1], parts[0]) : nil
        }
    }

    /// FNV-1a (Fowler, Noll and Vo) in 64 bits, and the number of bytes.
    private static func hash(_ bytes: Data) -> String {
        let hash = bytes.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        return String(hash, radix: 16) + "-\(bytes.count)"
    }
}
