import Foundation
import Glibc
import Synchronization

/// A frontend at work.
///
/// It is done when the object stands in its place, which is the last thing that it writes. The process needs some milliseconds
/// more to give back its memory; nobody has to wait for that.
final class FrontendRun: Sendable {
    /// Why no object came: the end of the process.
    private let ending: Task<Tool.Ending, any Error>
    private let hasEnded: Flag
    private let object: String
    private let errors: String

    private final class Flag: Sendable {
        let isSet = Atomic(false)
    }

    /// What a frontend says on standard error goes into this file in its folder.
    private static let nameOfErrors = "errors"
    private static let limitOfErrors = 4 << 20
    private static let pause = Duration.microseconds(500)

    /// Starts a frontend.
    ///
    /// - Parameters:
    ///   - object: The path of what it writes last; its folder holds what the frontend says, too.
    ///   - input: An open descriptor for its standard input, which is closed here.
    init(program: String, arguments: [String], object: String, input: Int32? = nil) {
        let errors = (object as NSString).deletingLastPathComponent + "/" + Self.nameOfErrors
        let flag = Flag()
        self.object = object
        self.errors = errors
        hasEnded = flag
        ending = Task {
            defer { flag.isSet.store(true, ordering: .releasing) }
            return try await Tool.run(program, arguments, reading: input, errors: errors)
        }
    }

    /// Waits until the object is there or cannot come any more. A task that is cancelled meanwhile ends the process.
    ///
    /// - Throws: `CancellationError`, and ``CellCompilerError`` when the frontend could not be started.
    func result() async throws -> Tool.Result {
        defer { unlink(errors) }
        return try await withTaskCancellationHandler {
            while access(object, F_OK) != 0 {
                if hasEnded.isSet.load(ordering: .acquiring) {
                    let ending = try await ending.value
                    try Task.checkCancellation()
                    // It may have come between the two looks.
                    return result(ending, succeeded: ending.succeeded && access(object, F_OK) == 0)
                }
                try await Task.sleep(for: Self.pause)
            }
            return result(Tool.Ending(succeeded: true, status: "done"), succeeded: true)
        } onCancel: {
            ending.cancel()
        }
    }

    /// Returns when the process is gone.
    func end() async { _ = await ending.result }

    /// Ends the process, and removes what it leaves behind.
    func cancel() {
        ending.cancel()
        Task { [ending, errors] in
            _ = await ending.result
            unlink(errors)
            rmdir((errors as NSString).deletingLastPathComponent)
        }
    }

    private func result(_ ending: Tool.Ending, succeeded: Bool) -> Tool.Result {
        let text = FileManager.default.contents(atPath: errors)?.prefix(Self.limitOfErrors) ?? Data()
        return Tool.Result(
            succeeded: succeeded, status: ending.status, output: "", errors: String(decoding: text, as: UTF8.self))
    }
}
