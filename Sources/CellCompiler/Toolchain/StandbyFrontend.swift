import Foundation
import Glibc

/// A frontend that was started in advance and waits for its source on a named pipe.
///
/// A third of a small cell's compilation is the start of the process; this one has it behind it when the cell arrives.
/// Most small cells are compiled without optimisation, so that is what it waits for.
actor StandbyFrontend {
    private struct Waiting {
        var module: String
        var pipe: String
        var work: Task<Tool.Result, any Error>
        var retirement: Task<Void, Never>
    }

    /// A process that nobody needs holds memory: it is ended after a while.
    private static let patience = Duration.seconds(300)
    private var waiting: Waiting?

    /// Starts a frontend for a module to come. One that waits already is ended.
    ///
    /// - Parameters:
    ///   - module: The module's name.
    ///   - pipe: The path of the source; the pipe is made there.
    func prepare(module: String, pipe: String, program: String, arguments: [String]) {
        dismiss()
        let folder = (pipe as NSString).deletingLastPathComponent
        guard (try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)) != nil,
            mkfifo(pipe, 0o600) == 0
        else { return }
        let work = Task { try await Tool.run(program, arguments) }
        let retirement = Task { [weak self] in
            guard (try? await Task.sleep(for: Self.patience)) != nil else { return }
            await self?.dismiss(module: module)
        }
        waiting = Waiting(module: module, pipe: pipe, work: work, retirement: retirement)
    }

    /// Hands the source to the waiting frontend.
    ///
    /// - Returns: What the frontend said, or nil when none waits for this module: compile in the ordinary way.
    func compile(module: String, source: String) async throws -> Tool.Result? {
        guard let taken = waiting, taken.module == module else {
            dismiss()
            return nil
        }
        waiting = nil
        taken.retirement.cancel()
        guard await Self.write(source, to: taken.pipe) else {
            taken.work.cancel()
            unlink(taken.pipe)
            return nil
        }
        return try await withTaskCancellationHandler {
            try await taken.work.value
        } onCancel: {
            taken.work.cancel()
        }
    }

    /// Ends the waiting frontend.
    func dismiss() {
        guard let waiting else { return }
        waiting.retirement.cancel()
        waiting.work.cancel()
        unlink(waiting.pipe)
        self.waiting = nil
    }

    private func dismiss(module: String) {
        if waiting?.module == module { dismiss() }
    }

    /// False when no reader came or it went away.
    private static func write(_ source: String, to pipe: String) async -> Bool {
        var descriptor: Int32 = -1
        for _ in 0..<500 {
            // Without O_NONBLOCK this would wait for ever for a frontend that did not start.
            descriptor = open(pipe, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
            if descriptor >= 0 { break }
            guard errno == ENXIO, (try? await Task.sleep(for: .milliseconds(2))) != nil else { return false }
        }
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
        var rest = Array(source.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
