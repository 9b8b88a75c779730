public import JupyterProtocol
public import Logging

/// A Jupyter kernel for any ``Interpreter``.
///
/// One thread owns all sockets but the heartbeat's, and the whole state of the protocol; the interpreter runs beside it and hands
/// its outputs over. So a request is answered while a cell runs, and no state is shared.
public final class Kernel: Sendable {
    /// Why a kernel ended.
    public enum EndReason: Sendable, Equatable {
        /// A client asked for it.
        case requested(restart: Bool)
        /// SIGTERM or SIGHUP came.
        case signal(Int32)
        /// The process that started the kernel is gone.
        case parentGone
        /// The task that ran the kernel was cancelled.
        case cancelled
    }

    /// So many subshells can exist at the same time.
    public static let subshellLimit = 1_000

    private let connection: ConnectionFile
    private let interpreter: any Interpreter
    private let logger: Logger
    private let configuration: KernelConfiguration

    /// - Parameters:
    ///   - connection: where to listen.
    ///   - interpreter: what runs the cells.
    ///   - logger: for what no client is told: broken and forged messages, clients that are gone.
    public init(
        connection: ConnectionFile, interpreter: any Interpreter, logger: Logger,
        configuration: KernelConfiguration = KernelConfiguration()
    ) {
        self.connection = connection
        self.interpreter = interpreter
        self.logger = logger
        self.configuration = configuration
    }

    /// Listens and serves until the kernel is told to end, or the task is cancelled. The interpreter has been shut down when this returns.
    /// - Throws: ``KernelError`` where the kernel cannot listen, typically because another kernel uses the connection file.
    @discardableResult
    public func run() async throws -> EndReason {
        let heartbeat = try Heartbeat(endpoint: connection.endpoint(of: .heartbeat))
        defer { heartbeat.stop() }
        let outbox = try Outbox()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                startLoop(outbox) { continuation.resume(with: $0) }
            }
        } onCancel: {
            outbox.perform { $0.beginShutdown(.cancelled) }
        }
    }

    /// Starts the thread that owns the sockets.
    private func startLoop(
        _ outbox: Outbox, atEnd: @escaping @Sendable (Result<EndReason, KernelError>) -> Void
    ) {
        do throws(KernelError) {
            _ = try DedicatedThread.start(name: "jupyter-sockets") { [self] in
                let result = Result { () throws(KernelError) in
                    let loop = try RequestLoop(
                        connection: connection, interpreter: interpreter, logger: logger,
                        configuration: configuration, outbox: outbox)
                    return try loop.run()
                }
                // The sockets are closed by now: the loop is gone.
                atEnd(result)
            }
        } catch {
            atEnd(.failure(error))
        }
    }
}
