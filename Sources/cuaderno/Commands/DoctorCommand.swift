import ArgumentParser
import CellCompiler
import CellHost
import Foundation

/// `cuaderno doctor`
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check toolchain, libraries and kernelspec, and say what to do.")

    @Option(help: "Look for the kernelspec below DIR/share/jupyter as well.")
    var prefix: String?

    func run() async throws {
        let installation = Installation.current()
        var checks = Checkup()
        await checks.run("installation") {
            let missing = installation.missingParts
            guard missing.isEmpty else {
                throw Complaint("\(missing.joined(separator: ", ")) not found", "run `swift build -c release` again")
            }
            return installation.folder.path
        }
        await checks.run("toolchain") {
            let toolchain = try Toolchain.find()
            try await installation.checkCompiler(of: toolchain)
            return "\(await toolchain.version() ?? "unknown version") in \(toolchain.frontend)"
        }
        await checks.run("compiling cells") { "\(try await WarmUp.run(installation: installation).inMilliseconds) ms" }
        await checks.run("worker and libraries") {
            let worker = try Worker(executable: installation.worker, library: installation.library)
            defer { worker.terminate() }
            let start = ContinuousClock.now
            do {
                try await worker.ready()
            } catch {
                throw Complaint(
                    "\(error)",
                    "install Debian's packages libzmq3-dev, libopenblas-dev and libpng-dev, then build again")
            }
            return "ready after \((ContinuousClock.now - start).inMilliseconds) ms"
        }
        await checks.run("folder for cells") {
            let folder = FileManager.default.temporaryDirectory.path
            guard FileManager.default.isWritableFile(atPath: folder) else {
                throw Complaint("\(folder) cannot be written", "set TMPDIR to a folder that can be written")
            }
            return folder
        }
        await checks.run("kernelspec") {
            let specs = [KernelSpec.user()] + (prefix.map { [KernelSpec.prefix($0)] } ?? [])
            let found = specs.first {
                FileManager.default.fileExists(atPath: $0.folder.appendingPathComponent("kernel.json").path)
            }
            guard let found else {
                throw Complaint(
                    "no kernelspec in \(specs.map(\.folder.path).joined(separator: " or "))",
                    "run `\(installation.program) install`, or `install --prefix DIR` for a Python environment")
            }
            let text = try String(contentsOf: found.folder.appendingPathComponent("kernel.json"), encoding: .utf8)
            guard text.contains("\"\(installation.program)\"") else {
                throw Complaint(
                    "\(found.folder.path) starts another program", "run `\(installation.program) install` again")
            }
            return found.folder.path
        }
        if checks.failures > 0 { throw ExitCode(1) }
        print("All is well: start JupyterLab and choose \"\(KernelSpec.displayName)\".")
    }
}

/// What is wrong, and what to type.
private struct Complaint: Error {
    let problem: String
    let remedy: String

    init(_ problem: String, _ remedy: String) {
        self.problem = problem
        self.remedy = remedy
    }
}

/// Runs checks and prints what they found.
private struct Checkup {
    private(set) var failures = 0

    mutating func run(_ name: String, _ check: () async throws -> String) async {
        do {
            print("ok      \(name): \(try await check())")
        } catch let complaint as Complaint {
            failures += 1
            print("WRONG   \(name): \(complaint.problem)\n        -> \(complaint.remedy)")
        } catch {
            failures += 1
            print("WRONG   \(name): \(error)")
        }
    }
}

extension Duration {
    fileprivate var inMilliseconds: Int {
        Int(components.seconds) * 1_000 + Int(components.attoseconds / 1_000_000_000_000_000)
    }
}
