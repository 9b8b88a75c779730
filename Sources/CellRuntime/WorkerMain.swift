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
    /// - Parameter arguments: The command line, `cuaderno-worker --library /path/libCuaderno.so`, and `--remove PATH` for
    ///   each file or folder that is to go with a kernel that was killed.
    public static func run(arguments: [String]) -> Never {
        if arguments.count == 4, arguments[1] == "--library", arguments[3] == "--grammar" {
            CREndProcess(GrammarPrinter.run(library: arguments[2]))
        }
        let values = stride(from: 4, to: arguments.count, by: 2).map { arguments[$0] }
        let options = stride(from: 3, to: arguments.count, by: 2).map { arguments[$0] }
        guard arguments.count % 2 == 1, arguments.count >= 3, arguments[1] == "--library",
            options.allSatisfy({ $0 == "--remove" })
        else {
            let usage =
                "usage: cuaderno-worker --library PATH [--remove PATH]…\nThe kernel starts this program; see `cuaderno --help`.\n"
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
        ControlLoop.start(library: library, leftovers: values)
        noteAsyncBlocks()
        // Foundation was loaded on this thread, so `DispatchQueue.main` is its own; cells run on another.
        dispatchMain()
    }

    /// Each kind of queue calls blocks at places of its own.
    private static func noteAsyncBlocks() {
        for queue in [DispatchQueue.main, .global(), DispatchQueue(label: "cuaderno.blocks")] {
            queue.async { CRNoteAsyncBlock() }
            // Without a delay it would be the same as the first.
            queue.asyncAfter(deadline: .now() + .milliseconds(1)) { CRNoteAsyncBlock() }
            queue.async(execute: DispatchWorkItem { CRNoteAsyncBlock() })
        }
    }
}
