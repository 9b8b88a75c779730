import Foundation
import Glibc

/// The folder of a kernel, which goes with it.
///
/// A kernel that ends removes its folder; for one that is killed the worker does. Where both are killed at once, as by the
/// memory's end, the next kernel does: a lock tells whose kernel is still there.
final class KernelFolder {
    let url: URL
    private let lock: Int32

    private static let prefix = "cuaderno-"
    private static let lockName = "kernel.lock"

    /// Makes the folder, as far as that is possible: who needs it later says why it is not there.
    init(in parent: URL = FileManager.default.temporaryDirectory) {
        let process = ProcessInfo.processInfo.processIdentifier
        url = parent.appendingPathComponent("\(Self.prefix)\(process)-\(UInt32.random(in: 0...UInt32.max))")
        mkdir(url.path, 0o700)
        lock = Self.lock(of: url.path, creating: true)
    }

    deinit {
        if lock >= 0 { close(lock) }
    }

    /// Removes the folder with all that is in it.
    func remove() {
        FileTree.remove(url.path)
    }

    /// Removes the folders of kernels that are gone.
    static func removeStale(in parent: URL = FileManager.default.temporaryDirectory) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
        for name in names where name.hasPrefix(prefix) {
            let path = parent.appendingPathComponent(name).path
            // What has no lock is not ours, or is about to get one.
            let lock = lock(of: path, creating: false)
            guard lock >= 0 else { continue }
            FileTree.remove(path)
            close(lock)
        }
    }

    /// A descriptor that holds the lock; negative where there is none, or somebody else has it.
    private static func lock(of folder: String, creating: Bool) -> Int32 {
        let flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | (creating ? O_CREAT : 0)
        let descriptor = open("\(folder)/\(lockName)", flags, 0o600)
        guard descriptor >= 0 else { return -1 }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return -1
        }
        return descriptor
    }
}
