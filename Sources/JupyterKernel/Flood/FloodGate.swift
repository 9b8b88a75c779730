/// Cuts the text that a cell prints where it becomes more than anybody reads, and keeps the whole in a file.
///
/// A browser does not survive a notebook of 100 MB, nor does the file in which it is stored.
public struct FloodGate {
    /// So much of the end is shown once the cell has ended.
    private static let tailBytes = 2_000

    private let limit: OutputLimit
    private let name: String
    /// What was shown so far: the beginning of the file, should there have to be one.
    private var shown: [String] = []
    private var count = 0
    private var file: FloodFile?
    /// The latest pieces.
    private var tail: [String] = []
    private var tailCount = 0

    /// - Parameter name: of the cell, for the name of the file.
    public init(_ limit: OutputLimit, name: String) {
        self.limit = limit
        self.name = name
    }

    private var isCut: Bool {
        count > limit.bytes
    }

    /// Takes a piece of text.
    /// - Returns: what is to be shown of it, and what is to be told.
    public mutating func pass(_ text: String) -> (text: String, notice: String?) {
        let wasCut = isCut
        count += text.utf8.count
        guard isCut else {
            keepBeginning(text)
            return (text, nil)
        }
        keepTail(text)
        if wasCut {
            file?.write(text)
            return ("", nil)
        }
        let visible = Self.prefix(of: text, bytes: limit.bytes - (count - text.utf8.count))
        let opened = limit.folder.map { FloodFile.create(in: $0, name: name) }
        var place = "The rest is lost."
        if case .success(let file)? = opened {
            self.file = file
            shown.forEach(file.write)
            file.write(text)
            place = "All of it is written to \(file.path) while the cell runs."
        } else if case .failure(let error)? = opened {
            place = "The rest is lost: \(error.message)."
        }
        shown = []
        return (visible, "\n[More than \(Self.words(limit.bytes)) of text: what follows is not shown. \(place)]\n")
    }

    /// The cell cleared its output: what it prints from now on counts anew.
    public mutating func clear() {
        self = FloodGate(limit, name: name)
    }

    /// The cell has ended.
    /// - Returns: the end of what was cut, to be shown; nil where nothing was.
    public mutating func end() -> String? {
        guard isCut else { return nil }
        file?.flush()
        let text = tail.joined()
        // Whole lines, where there are any.
        var end = Substring(text.unicodeScalars.suffix(Self.tailBytes))
        if end.utf8.count < text.utf8.count, let line = end.firstIndex(of: "\n") { end = end[line...].dropFirst() }
        defer { clear() }
        return "[\(Self.words(count)) in all. The end:]\n\(end)"
    }

    private mutating func keepBeginning(_ text: String) {
        // Few long pieces rather than a million of a character each.
        if let last = shown.indices.last, shown[last].utf8.count < 4_096 {
            shown[last] += text
        } else {
            shown.append(text)
        }
    }

    private mutating func keepTail(_ text: String) {
        tail.append(text)
        tailCount += text.utf8.count
        while let first = tail.first, tailCount - first.utf8.count >= Self.tailBytes {
            tailCount -= tail.removeFirst().utf8.count
        }
    }

    /// The longest beginning of whole characters.
    private static func prefix(of text: String, bytes: Int) -> String {
        var index = text.utf8.index(text.startIndex, offsetBy: max(0, min(bytes, text.utf8.count)))
        while index > text.startIndex, index.samePosition(in: text.unicodeScalars) == nil {
            index = text.utf8.index(before: index)
        }
        return String(text[..<index])
    }

    private static func words(_ bytes: Int) -> String {
        bytes >= 1 << 20 ? "\(bytes >> 20) MB" : bytes >= 1 << 10 ? "\(bytes >> 10) KB" : "\(bytes) bytes"
    }
}
