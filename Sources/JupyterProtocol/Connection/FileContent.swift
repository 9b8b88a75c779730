import Glibc

/// Reads whole files without Foundation, which would cost a kernel milliseconds at its start.
enum FileContent {
    static func read(_ path: String) throws(ConnectionFileError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }

        var content: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = Glibc.read(descriptor, &piece, piece.count)
            if count == 0 { return content }
            if count > 0 {
                content.append(contentsOf: piece[..<count])
            } else if errno != EINTR {
                throw failure(path)
            }
        }
    }

    private static func failure(_ path: String) -> ConnectionFileError {
        ConnectionFileError(path: path, reason: .unreadable(String(cString: strerror(errno))))
    }
}
