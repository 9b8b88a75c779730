public import Foundation

/// Where the compiler and its companions are.
public struct Toolchain: Sendable {
    /// `swift-frontend`, called directly: the `swiftc` driver costs half a second more for each cell.
    public var frontend: String
    /// The folder with the standard library's modules, `…/usr/lib/swift`.
    public var resourceDirectory: String
    /// GNU ld. On the object alone it takes 4 ms; lld takes 15.
    public var linker: String
    /// `llvm-symbolizer`, for the lines of a stack; nil leaves stacks without lines.
    public var symbolizer: String?

    /// `swiftrt.o`, which registers a library's metadata with the runtime.
    public var runtimeObject: String { "\(resourceDirectory)/linux/\(Self.architecture)/swiftrt.o" }
    /// Where the macros of the standard library and Foundation are.
    var pluginDirectory: String { "\(resourceDirectory)/host/plugins" }
    var pluginServer: String { "\(resourceDirectory)/host/libSwiftInProcPluginServer.so" }

    #if arch(x86_64)
        static let architecture = "x86_64"
    #elseif arch(arm64)
        static let architecture = "aarch64"
    #endif
    static var target: String { "\(architecture)-unknown-linux-gnu" }

    public init(frontend: String, resourceDirectory: String, linker: String, symbolizer: String? = nil) {
        self.frontend = frontend
        self.resourceDirectory = resourceDirectory
        self.linker = linker
        self.symbolizer = symbolizer
    }

    /// The toolchain that a shell would use.
    ///
    /// - Parameter environment: `CUADERNO_TOOLCHAIN` names the `usr` folder of a toolchain and goes before `PATH`.
    /// - Throws: ``CellCompilerError`` that names what is missing and what to install.
    public static func find(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(CellCompilerError) -> Toolchain {
        let path = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        func program(_ name: String, in folders: [String]) -> String? {
            folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        }
        let swiftFolders = (environment["CUADERNO_TOOLCHAIN"].map { ["\($0)/bin"] } ?? []) + path
        guard let swiftc = program("swiftc", in: swiftFolders) else {
            throw CellCompilerError(
                .toolchainNotFound,
                "no Swift compiler was found: neither PATH nor CUADERNO_TOOLCHAIN leads to a folder with `swiftc`. "
                    + "Install a Swift toolchain from swift.org and put its usr/bin on PATH.")
        }
        let folder = URL(fileURLWithPath: swiftc).resolvingSymlinksInPath().deletingLastPathComponent().path
        guard let frontend = program("swift-frontend", in: [folder]) else {
            throw CellCompilerError(
                .toolchainNotFound, "\(folder) holds `swiftc` but no `swift-frontend`: reinstall it.")
        }
        guard let linker = program("ld.bfd", in: path + ["/usr/bin"]) ?? program("ld.lld", in: [folder]) else {
            throw CellCompilerError(
                .toolchainNotFound, "no linker was found: install Debian's package `binutils` (it holds `ld.bfd`).")
        }
        return Toolchain(
            frontend: frontend,
            resourceDirectory: URL(fileURLWithPath: folder).deletingLastPathComponent().path + "/lib/swift",
            linker: linker,
            symbolizer: program("llvm-symbolizer", in: [folder] + path))
    }
}
