import CCellRuntime
import Glibc

/// What is left to do when the kernel was killed: its folder and socket files go, and so does this process with all that
/// cells started.
struct KernelDeath {
    /// Made in advance: a cell may have broken the heap by then.
    private let arguments: [UnsafeMutablePointer<CChar>?]

    /// A compiler that the kernel left behind would write into its folder, which comes first; more than once, for what has
    /// just been started.
    private static let script = """
        for pause in 0.1 0.4 1.5; do
            for process in /proc/[0-9]*; do
                case "$(tr '\\0' ' ' < $process/cmdline 2> /dev/null)" in
                    *swift-frontend*"$1"/*) kill -9 "${process#/proc/}";;
                esac
            done
            rm -rf -- "$@"
            sleep $pause
        done
        """

    /// - Parameter paths: The kernel's files and folders.
    init(leaving paths: [String]) {
        let words = paths.isEmpty ? [] : ["/bin/sh", "-c", Self.script, "sh"] + paths
        arguments = words.map { (word: String) in strdup(word) } + [nil]
    }

    /// Ends the process.
    func follow() -> Never {
        if arguments.count > 1 {
            var attributes = posix_spawnattr_t()
            posix_spawnattr_init(&attributes)
            // A group of its own, for the end of the worker's must not reach it.
            posix_spawnattr_setpgroup(&attributes, 0)
            posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
            var actions = posix_spawn_file_actions_t()
            posix_spawn_file_actions_init(&actions)
            for descriptor: Int32 in 0...2 {
                posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
            }
            var child: pid_t = 0
            posix_spawn(&child, "/bin/sh", &actions, &attributes, arguments, environ)
        }
        CREndGroup()
    }
}
