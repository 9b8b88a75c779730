import Foundation
import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// Runs a program of the toolchain to its end.
enum Tool {
    struct Result: Sendable {
        var succeeded: Bool
        var status: String
        var output: String
        var errors: String
    }

    /// A compiler that floods its output has lost its way; what is beyond this is not read by anyone.
    private static let outputLimit = 4 << 20

    /// - Throws: `CancellationError` when the task was cancelled: the program is ended; ``CellCompilerError`` when it
    ///   cannot be started.
    static func run(_ program: String, _ arguments: [String], input: String? = nil) async throws -> Result {
        try await checked(program) {
            try await Subprocess.run(
                .path(FilePath(program)), arguments: Arguments(arguments), input: .string(input ?? ""),
                output: .string(limit: outputLimit), error: .string(limit: outputLimit))
        }
    }

    /// Runs a program with an open descriptor as its standard input, which is closed here.
    static func run(_ program: String, _ arguments: [String], reading descriptor: Int32) async throws -> Result {
        try await checked(program) {
            try await Subprocess.run(
                .path(FilePath(program)), arguments: Arguments(arguments),
                input: .fileDescriptor(FileDescriptor(rawValue: descriptor), closeAfterSpawningProcess: true),
                output: .string(limit: outputLimit), error: .string(limit: outputLimit))
        }
    }

    private static func checked(
        _ program: String,
        _ body: () async throws -> ExecutionResult<
            Void, StringOutput<Unicode.UTF8>, StringOutput<Unicode.UTF8>
        >
    ) async throws -> Result {
        do {
            let result = try await body()
            try Task.checkCancellation()
            return Result(
                succeeded: result.terminationStatus.isSuccess, status: "\(result.terminationStatus)",
                output: result.standardOutput, errors: result.standardError)
        } catch let error as SubprocessError {
            try Task.checkCancellation()
            throw CellCompilerError(.toolFailed, "\(program) could not be run: \(error)")
        }
    }
}

extension Toolchain {
    /// What the compiler says it is: `Swift version 6.3.1 (swift-6.3.1-RELEASE)`; nil when it does not run.
    public func version() async -> String? {
        guard let result = try? await Tool.run(frontend, ["-frontend", "-version"]), result.succeeded else {
            return nil
        }
        return Self.version(in: result.output + result.errors)
    }

    /// `Swift version 6.3.1 (swift-6.3.1-RELEASE)` out of a longer text; nil where there is none.
    public static func version(in text: String) -> String? {
        text.firstMatch(of: /Swift version [^()\n]*\([^)]*\)/).map { String($0.output) }
    }
}
