import Glibc

extension ConnectionFile {
    /// Whether other users may read the file, and with it the key that lets them run code as this user.
    public static func isReadableByOthers(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & (S_IRGRP | S_IROTH) != 0
    }
}
