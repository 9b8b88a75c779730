import ArgumentParser
import Foundation
import JupyterKernel
import JupyterProtocol
import Logging

/// `cuaderno kernel`: what Jupyter starts.
struct KernelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kernel", abstract: "Run the kernel. Jupyter calls this; you need not.")

    @Option(name: [.customLong("connection-file"), .customShort("f")], help: "The connection file that Jupyter wrote.")
    var connectionFile: String

    @Option(
        help: "How much to log to standard error: trace, debug, info, notice, warning, error or critical.",
        transform: { text in
            guard let level = Logger.Level(rawValue: text) else {
                throw ValidationError("'\(text)' is no level; there are \(Logger.Level.allCases.map(\.rawValue)).")
            }
            return level
        })
    var logLevel: Logger.Level = .warning

    func run() async throws {
        let level = logLevel
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
        let log = Logger(label: "cuaderno")
        let connection = try ConnectionFile(contentsOf: connectionFile)
        if ConnectionFile.isReadableByOthers(connectionFile) {
            log.warning("\(connectionFile) can be read by other users: whoever reads it can run code in this kernel")
        }
        // A frontend or worker that went away is told by the failed write, not by a signal.
        signal(SIGPIPE, SIG_IGN)
        let folder = KernelFolder()
        defer { folder.remove() }
        let session = NotebookSession(
            installation: .current(), folder: folder.url, leftovers: connection.socketFiles, log: log)
        let kernel = Kernel(
            connection: connection, interpreter: SwiftInterpreter(session: session), logger: log,
            configuration: KernelConfiguration(
                historyFolder: HistoryFolder.path, outputLimit: OutputLimit(folder: "\(CacheFolder.base)/outputs")))
        // The worker starts while the client says hello.
        let warming = Task {
            await session.warmUp()
            KernelFolder.removeStale()
        }
        try await kernel.run()
        warming.cancel()
        await session.end()
        await warming.value
    }
}
