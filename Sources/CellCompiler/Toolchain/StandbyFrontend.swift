import Foundation
import Glibc

/// A frontend that was started in advance and waits for its source.
///
/// Its `main.swift` is a link to its standard input, a pipe whose other end is here: a frontend whose kernel was killed
/// meets the end of its source and goes.
///
/// A third of a small cell's compilation is the start of the process; this one has it behind it when the cell arrives.
/// Most small cells are compiled without optimisation, so that is what it waits for.
actor StandbyFrontend {
    private struct Waiting {
        var module: String
        var link: String
        var writer: Int32
        var work: Task<Tool.Result, any Error>
        var retirement: Task<Void, Never>
    }

    /// A process that nobody needs holds memory: it is ended after a while.
    private static let patience = Duration.seconds(300)
    private var waiting: Waiting?

    /// Starts a frontend for a module to come. One that waits for another is ended.
    ///
    /// - Parameters:
    ///   - module: The module's name.
    ///   - link: The path of the source.
    func prepare(module: String, link: String, program: String, arguments: [String]) {
        guard waiting?.module != module else { return }
        dismiss()
        let folder = (link as NSString).deletingLastPathComponent
        var ends: [Int32] = [-1, -1]
        guard (try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)) != nil,
            symlink("/dev/stdin", link) == 0, pipe(&ends) == 0
        else { return }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let reader = ends[0]
        let work = Task { try await Tool.run(program, arguments, reading: reader) }
        let retirement = Task { [weak self] in
            guard (try? await Task.sleep(for: Self.patience)) != nil else { return }
            await self?.dismiss(module: module)
        }
        waiting = Waiting(module: module, link: link, writer: ends[1], work: work, retirement: retirement)
    }

    /// Hands the source to the waiting frontend.
    ///
    /// - Parameter whenTaken: Done once the frontend has its source.
    /// - Returns: What the frontend said, or nil when none waits for this module: compile in the ordinary way.
    func compile(
        module: String, source: String, whenTaken: @escaping @Sendable () async -> Void
    ) async throws -> Tool.Result? {
        guard let taken = waiting, taken.module == module else {
            dismiss()
            return nil
        }
        waiting = nil
        taken.retirement.cancel()
        guard Self.write(source, to: taken.writer) else {
            taken.work.cancel()
            unlink(taken.link)
            return nil
        }
        Task { await whenTaken() }
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
        close(waiting.writer)
        unlink(waiting.link)
        self.waiting = nil
    }

    private func dismiss(module: String) {
        if waiting?.module == module { dismiss() }
    }

    /// Writes the source and closes the pipe; false when the reader went away.
    private static func write(_ source: String, to descriptor: Int32) -> Bool {
        defer { close(descriptor) }
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
