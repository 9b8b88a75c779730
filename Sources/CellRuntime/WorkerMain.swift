import CCellRuntime
import Foundation
import Glibc
import WorkerProtocol

/// The worker process: takes cells over a socket and runs them in itself.
///
/// - Descriptor 3 is the socket, 1 and 2 are pipes, and the environment names the nonce of the marks
///   (``WorkerProtocol/StreamMarker``).
/// - One thread, which no cell ever runs on, reads the socket and answers whatever the cells do.
public enum WorkerMain {
    /// Never returns: the process ends with the kernel.
    ///
    /// - Parameter arguments: The command line, `cuaderno-worker --library /path/libCuaderno.so`.
    public static func run(arguments: [String]) -> Never {
        if arguments.count == 4, arguments[1] == "--library", arguments[3] == "--grammar" {
            CREndProcess(GrammarPrinter.run(library: arguments[2]))
        }
        guard arguments.count == 3, arguments[1] == "--library" else {
            let usage =
                "usage: cuaderno-worker --library PATH\nThe kernel starts this program; see `cuaderno --help`.\n"
            FileHandle.standardError.write(Data(usage.utf8))
            CREndProcess(64)
        }
        CRPrepareStreams()
        let channel = FrameChannel.shared
        CRStart()
        WorkerExecutors.install()
        let library: EngineLibrary
        do {
            library = try EngineLibrary(path: arguments[2])
        } catch {
            channel.send(.unusable(reason: error.description))
            CREndProcess(69)
        }
        library.attach()
        ControlLoop.start(command: library.command, release: library.release)
        // Foundation was loaded on this thread, so `DispatchQueue.main` is its own; cells run on another.
        dispatchMain()
    }
}
