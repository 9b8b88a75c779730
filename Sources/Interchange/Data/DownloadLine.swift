import DataFiles

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

/// A line of text that tells how far a download is, written over itself.
struct DownloadLine {
    let dataset: String
    private var width = 0
    private var lastTime = ContinuousClock.now - .seconds(1)

    init(dataset: String) { self.dataset = dataset }

    /// Five times a second, and at a file's end.
    mutating func show(_ file: RemoteFile, _ received: Int) {
        guard received >= file.size || ContinuousClock.now - lastTime >= .milliseconds(200) else { return }
        lastTime = .now
        let text = "\(dataset): \(file.name), \(Self.text(received)) of \(Self.text(file.size))"
        // What a longer text before left is wiped out.
        print("\r" + text + String(repeating: " ", count: max(0, width - text.count)), terminator: "")
        width = text.count
        fflush(nil)
    }

    mutating func end() {
        if width > 0 { print() }
        width = 0
    }

    /// `9.9 MB`
    private static func text(_ bytes: Int) -> String {
        let tenths = (bytes + 50_000) / 100_000
        return bytes < 100_000 ? "\((bytes + 500) / 1000) KB" : "\(tenths / 10).\(tenths % 10) MB"
    }
}
