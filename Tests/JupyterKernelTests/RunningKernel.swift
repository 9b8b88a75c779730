import Foundation
import JupyterKernel
import JupyterProtocol
import Logging
import Testing

/// Runs a kernel in this process, hands a client to the test, and ends the kernel in the way that Jupyter does.
func withKernel(
    _ interpreter: ScriptedInterpreter = ScriptedInterpreter(), historyFolder: String? = nil,
    outputLimit: OutputLimit = OutputLimit(bytes: .max), _ test: (TestClient, ConnectionFile) async throws -> Void
) async throws {
    let folder = try TemporaryFolder()
    let connection = folder.connection
    let kernel = Kernel(
        connection: connection, interpreter: interpreter, logger: .quiet,
        configuration: KernelConfiguration(
            handlesSignals: false, parent: nil, historyFolder: historyFolder, outputLimit: outputLimit))
    async let end = kernel.run()

    let client = try TestClient(connection)
    _ = try await client.waitForWelcome()
    try await test(client, connection)
    let last = try TestClient(connection, channels: [.control])
    #expect(try await last.reply(to: "shutdown_request", ["restart": false], on: .control).content["status"] == "ok")
    #expect(try await end == .requested(restart: false))
    #expect(try folder.contents == [], "the kernel leaves no socket file behind")
}

/// A folder with short paths, since those of Unix sockets are limited; it goes with the object.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = "/tmp/cuaderno-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    var contents: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path) }
    }

    /// Five sockets in the folder.
    var connection: ConnectionFile {
        ConnectionFile(
            transport: .ipc, address: "\(path)/k",
            ports: Dictionary(uniqueKeysWithValues: zip(Channel.allCases, 1...)), key: "a key")
    }
}

extension Kernel {
    /// A kernel without a word in the log, and without a hold on the test process's signals and parent.
    static func quiet(_ connection: ConnectionFile, _ interpreter: any Interpreter) -> Kernel {
        Kernel(
            connection: connection, interpreter: interpreter, logger: .quiet,
            configuration: KernelConfiguration(handlesSignals: false, parent: nil))
    }
}

extension Logger {
    /// Says nothing: the tests provoke what kernels warn of.
    static var quiet: Logger {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }
}
