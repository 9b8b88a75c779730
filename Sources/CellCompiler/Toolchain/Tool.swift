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

    /// How a program ended.
    struct Ending: Sendable {
        var succeeded: Bool
        var status: String
    }

    /// A program that floods its output has lost its way; what is beyond this is not read by anyone.
    private static let outputLimit = 4 << 20

    /// - Throws: `CancellationError` when the task was cancelled: the program is ended; ``CellCompilerError`` when it
    ///   cannot be started.
    static func run(_ program: String, _ arguments: [String], input: String? = nil) async throws -> Result {
        try await checked(program) {
            let result = try await Subprocess.run(
                .path(FilePath(program)), arguments: Arguments(arguments), input: .string(input ?? ""),
                output: .string(limit: outputLimit), error: .string(limit: outputLimit))
            return Result(
                succeeded: result.terminationStatus.isSuccess, status: "\(result.terminationStatus)",
                output: result.standardOutput, errors: result.standardError)
        }
    }

    /// As ``run(_:_:input:)``, but what the program says goes into a file.
    ///
    /// - Parameters:
    ///   - descriptor: An open descriptor for the standard input, which is closed here.
    ///   - errors: The path of the file for its standard error.
    static func run(
        _ program: String, _ arguments: [String], reading descriptor: Int32?, errors: String
    ) async throws -> Ending {
        try await checked(program) {
            let input = try descriptor.map { FileDescriptor(rawValue: $0) } ?? .open("/dev/null", .readOnly)
            let words = try FileDescriptor.open(
                FilePath(errors), .writeOnly, options: [.create, .truncate, .closeOnExec], permissions: .ownerReadWrite)
            let result = try await Subprocess.run(
                .path(FilePath(program)), arguments: Arguments(arguments),
                input: .fileDescriptor(input, closeAfterSpawningProcess: true),
                output: .discarded, error: .fileDescriptor(words, closeAfterSpawningProcess: true))
            return Ending(
                succeeded: result.terminationStatus.isSuccess, status: "\(result.terminationStatus)")
        }
    }

    private static func checked<Value>(_ program: String, _ body: () async throws -> Value) async throws -> Value {
        do {
            let value = try await body()
            try Task.checkCancellation()
            return value
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            try Task.checkCancellation()
            throw CellCompilerError(.toolFailed, "\(program) could not be run: \(error) Is the toolchain still there?")
        }
    }
}

extension Toolchain {
    /// What a program prints; nil when it fails.
    public func output(of program: String, _ arguments: [String]) async throws -> String? {
        let result = try await Tool.run(program, arguments)
        return result.succeeded ? result.output : nil
    }

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
