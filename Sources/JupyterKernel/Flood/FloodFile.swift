import Foundation

/// The file that holds all the text of a cell that printed too much to be shown.
final class FloodFile: @unchecked Sendable {
    /// Why there is none.
    struct Failure: Error {
        let message: String
    }

    /// The files of earlier floods that are kept.
    private static let keptFiles = 20
    /// A cell that prints without end must not fill the disk.
    private static let largest = 1 << 30

    let path: String
    /// Used by the channel that owns the file alone, under its lock: the reason for `@unchecked`.
    private let stream: UnsafeMutablePointer<FILE>
    private var written = 0

    private init(path: String, stream: UnsafeMutablePointer<FILE>) {
        self.path = path
        self.stream = stream
    }

    deinit {
        fclose(stream)
    }

    /// Makes a file, and removes the oldest ones.
    static func create(in folder: String, name: String) -> Result<FloodFile, Failure> {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            return .failure(Failure(message: "\(folder) cannot be made"))
        }
        prune(folder)
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.dateFormat = "yyyy-MM-dd-HHmmss"
        let path = "\(folder)/\(format.string(from: Date()))-\(name)-\(getpid()).txt"
        guard let stream = fopen(path, "we") else {
            return .failure(Failure(message: "\(path) cannot be written, \(String(cString: strerror(errno)))"))
        }
        return .success(FloodFile(path: path, stream: stream))
    }

    func write(_ text: String) {
        guard written < Self.largest else { return }
        written += text.utf8.count
        var text = text
        text.withUTF8 { _ = fwrite($0.baseAddress, 1, $0.count, stream) }
        if written >= Self.largest { fputs("\n[The file ends here: no more than 1 GB is kept.]\n", stream) }
    }

    func flush() {
        fflush(stream)
    }

    /// Their names begin with their time.
    private static func prune(_ folder: String) {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter {
            $0.hasSuffix(".txt")
        }
        for name in names.sorted().dropLast(keptFiles - 1) { unlink("\(folder)/\(name)") }
    }
}
