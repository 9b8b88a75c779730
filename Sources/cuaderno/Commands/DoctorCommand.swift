import ArgumentParser
import CellCompiler
import CellHost
import Foundation

/// `cuaderno doctor`
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check toolchain, libraries and kernelspec, and say what to do.")

    @Option(help: "Look for Jupyter and the kernelspec in the Python environment DIR, too.")
    var prefix: String?

    func run() async throws {
        let installation = Installation.current()
        var checks = Checkup()
        await checks.run("installation") {
            let missing = installation.missingParts
            guard missing.isEmpty else {
                throw Complaint("\(missing.joined(separator: ", ")) not found", "run `swift build -c release` again")
            }
            if let stale = StaleBuild(installation) {
                throw Complaint(
                    "the build is stale: \(stale.source) was changed after it",
                    "run `swift build -c release` in \(stale.checkout), and restart the kernels that run")
            }
            return installation.folder.path
        }
        await checks.run("toolchain") {
            let toolchain = try Toolchain.find()
            try await installation.checkCompiler(of: toolchain)
            return "\(await toolchain.version() ?? "unknown version") in \(toolchain.frontend)"
        }
        await checks.run("compiling cells") { "\(try await WarmUp.run(installation: installation).inMilliseconds) ms" }
        await checks.run("worker and libraries") { try await checkWorker(of: installation) }
        await checks.run("folder for cells") {
            let folder = FileManager.default.temporaryDirectory.path
            guard Self.canWrite(in: folder) else {
                throw Complaint(
                    "\(folder) cannot be written",
                    "`export TMPDIR=DIR` with a folder DIR of yours, and start Jupyter from the same shell")
            }
            return folder
        }
        await checks.run("folder for the compiler's cache") {
            let folder = CacheFolder.base
            try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            guard Self.canWrite(in: folder) else {
                throw Complaint(
                    "\(folder) cannot be written: each session would compile the system's modules anew",
                    "`sudo chown -R $USER \(folder)`, or `export CUADERNO_CACHE=DIR` with a folder DIR of yours")
            }
            return folder
        }
        await checks.run("kernelspec") { try await checkKernelSpec(of: installation) }
        if checks.failures > 0 { throw ExitCode(1) }
        print("All is well: start JupyterLab and choose \"\(KernelSpec.displayName)\".")
    }

    private func checkWorker(of installation: Installation) async throws -> String {
        let worker = try Worker(executable: installation.worker, library: installation.library)
        defer { worker.terminate() }
        let start = ContinuousClock.now
        do {
            try await worker.ready()
        } catch {
            let missing = MissingLibrary(in: "\(error)")
            throw Complaint(
                missing.map { "the library \($0.name) is missing" } ?? "\(error)",
                missing?.remedy ?? "run `swift build -c release` again")
        }
        return "ready after \((ContinuousClock.now - start).inMilliseconds) ms"
    }

    private func checkKernelSpec(of installation: Installation) async throws -> String {
        let own = [KernelSpec.user()] + (prefix.map { [KernelSpec.prefix($0)] } ?? [])
        let jupyter = JupyterInstallation(prefix: prefix)
        let seen = try await jupyter?.dataFolders().map {
            KernelSpec(parent: URL(fileURLWithPath: $0).appendingPathComponent("kernels"))
        }
        guard let found = (seen ?? own).first(where: \.isInstalled) else {
            guard let jupyter, let hidden = own.first(where: \.isInstalled) else {
                throw Complaint(
                    "no kernelspec in \((seen ?? own).map(\.folder.path).joined(separator: " or "))",
                    "run `\(installation.program) install`, or `\(installation.program) install --prefix DIR` "
                        + "for a Python environment DIR")
            }
            throw Complaint(
                "\(jupyter.program) does not see the kernelspec in \(hidden.folder.path)",
                "run `\(installation.program) install --prefix \(jupyter.prefix)`")
        }
        guard found.starts(installation.program) else {
            let parent = found.parent.deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent()
            let place = found.folder == KernelSpec.user().folder ? "" : " --prefix \(parent.path)"
            throw Complaint(
                "\(found.folder.path) starts another program", "run `\(installation.program) install\(place)` again")
        }
        guard let jupyter else {
            throw Complaint(
                "the kernelspec is in \(found.folder.path), but there is no `jupyter` on PATH",
                "activate its environment (`source DIR/bin/activate`), or `pip install jupyterlab`")
        }
        return "\(found.folder.path), seen by \(jupyter.program)"
    }

    /// By trying, since permissions do not tell of disks that are full or mounted for reading.
    private static func canWrite(in folder: String) -> Bool {
        let file = "\(folder)/cuaderno-doctor-\(ProcessInfo.processInfo.processIdentifier)"
        defer { unlink(file) }
        return FileManager.default.createFile(atPath: file, contents: Data("x".utf8))
    }
}

extension Duration {
    fileprivate var inMilliseconds: Int {
        Int(components.seconds) * 1_000 + Int(components.attoseconds / 1_000_000_000_000_000)
    }
}
