import CellCompiler
import Foundation

/// Where the parts of this installation lie: all beside the program, as SwiftPM builds them.
struct Installation: Sendable {
    /// The running program.
    let program: String
    /// The folder of the program.
    let folder: URL

    var worker: String { folder.appendingPathComponent("cuaderno-worker").path }
    /// The program that answers questions about source by the compiler's own library.
    var sourceKit: String { folder.appendingPathComponent("cuaderno-sourcekit").path }
    var library: String { folder.appendingPathComponent("libCuaderno.so").path }
    /// The modules that cells import.
    var moduleFolder: String { folder.appendingPathComponent("Modules").path }
    var interface: String { folder.appendingPathComponent("Modules/Cuaderno.swiftmodule").path }

    /// The installation of the running program.
    static func current() -> Installation {
        let link = "/proc/self/exe"
        let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: link)) ?? CommandLine.arguments[0]
        let folder = URL(fileURLWithPath: program).deletingLastPathComponent()
        return Installation(program: program, folder: folder)
    }

    /// The folder `kernelspec` with the logos: beside the program, or in the checkout that it was built in.
    var logoFolder: URL? {
        sequence(first: folder) { $0.path == "/" ? nil : $0.deletingLastPathComponent() }
            .prefix(5)
            .map { $0.appendingPathComponent("kernelspec") }
            .first { FileManager.default.fileExists(atPath: $0.appendingPathComponent("logo-svg.svg").path) }
    }

    /// The parts that are not there; empty when all is well.
    var missingParts: [String] {
        [worker, sourceKit, library, interface].filter { !FileManager.default.fileExists(atPath: $0) }
    }

    /// The compiler that built the library, as `swiftc --version` names it: `Swift version 6.3.1 (swift-6.3.1-RELEASE)`.
    ///
    /// The compiler writes its own version into every interface, and only the very same one reads it back.
    func buildCompiler() -> String? {
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: interface), options: .alwaysMapped),
            let start = data.range(of: Data("Swift version ".utf8), in: 0..<min(data.count, 1 << 16))
        else { return nil }
        let text = data[start.lowerBound...].prefix(200).prefix { $0 >= 0x20 && $0 < 0x7F }
        return Toolchain.version(in: String(decoding: text, as: UTF8.self))
    }

    /// Checks that the compiler which will compile cells is the one that built the library.
    ///
    /// - Throws: ``CellCompilerError`` with both versions and what to type.
    func checkCompiler(of toolchain: Toolchain) async throws {
        guard let built = buildCompiler() else { return }
        let found = await toolchain.version()
        guard let found, found != built else { return }
        throw CellCompilerError(
            .toolchainMismatch,
            "Cuaderno was built by \(built), but \(toolchain.frontend) is \(found). Cells can only be compiled by the "
                + "compiler that built the library: run `swift build -c release` again with this toolchain, or put the "
                + "other one first on PATH (or name its usr folder in CUADERNO_TOOLCHAIN).")
    }
}
