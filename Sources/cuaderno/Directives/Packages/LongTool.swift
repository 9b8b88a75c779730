import Foundation
import JupyterKernel

/// Runs a program that takes a while, with a look at its output and at the user's patience in between.
struct LongTool {
    /// Where it writes its output while it runs.
    let log: URL
    /// Whether the user wants it to stop.
    let isInterrupted: () async -> Bool
    /// Takes the last line of the output whenever that has changed.
    let progress: (String) -> Void

    private static let pause = Duration.milliseconds(100)

    /// - Returns: whether it succeeded, and its output.
    /// - Throws: `CancellationError` when interrupted, ``CellFailure`` when it cannot be started.
    func run(_ program: String, _ arguments: [String]) async throws -> (succeeded: Bool, output: String) {
        let manager = FileManager.default
        guard manager.createFile(atPath: log.path, contents: nil), let file = try? FileHandle(forWritingTo: log) else {
            throw CellFailure(directive: "\(log.path) cannot be written. Is the disk full?")
        }
        defer { try? file.close() }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = file
        process.standardError = file
        // A repository that wants a password would wait for ever.
        process.environment = ProcessInfo.processInfo.environment.merging(["GIT_TERMINAL_PROMPT": "0"]) { $1 }
        do {
            try process.run()
        } catch {
            throw CellFailure(directive: "\(program) cannot be started: \(error.localizedDescription)")
        }
        var last = ""
        while process.isRunning {
            try? await Task.sleep(for: Self.pause)
            if await isInterrupted() {
                await Self.end(process)
                throw CancellationError()
            }
            let line = output.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
            if line != last { progress(line) }
            last = line
        }
        process.waitUntilExit()
        return (process.terminationStatus == 0, output)
    }

    /// Ends it with all that it started: a compiler that went on would hold a processor for minutes, and Foundation takes the
    /// program for running as long.
    private static func end(_ process: Process) async {
        let family = ProcessTable.family(of: process.processIdentifier)
        // SwiftPM and git end what they started when they are interrupted; terminated, they leave it behind.
        process.interrupt()
        await wait(for: process)
        guard process.isRunning else { return }
        for member in family + ProcessTable.family(of: process.processIdentifier) { kill(member, SIGKILL) }
        await wait(for: process)
    }

    private static func wait(for process: Process) async {
        let end = ContinuousClock.now + .seconds(2)
        while process.isRunning, ContinuousClock.now < end { try? await Task.sleep(for: .milliseconds(10)) }
    }

    private var output: String {
        (try? Data(contentsOf: log)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
