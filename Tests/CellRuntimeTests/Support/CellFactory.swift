import Foundation
import Glibc
import Synchronization
import Testing

/// A cell of a test: source that becomes a library, as the kernel would make it.
struct TestCell: Sendable, CustomTestStringConvertible {
    let name: String
    let source: String

    init(_ name: String, _ source: String) {
        self.name = name
        self.source = source
    }

    var testDescription: String { name }
    var module: String { "Cell_\(name)" }
    var entryPoint: String { "cell_\(name)_main" }
}

/// Compiles cells, each one once a run of the tests.
enum CellFactory {
    private static let folder: URL = {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cell-runtime-tests-\(getpid())")
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        atexit { CellFactory.removeFolder() }
        return folder
    }()
    /// A library's path once it is made. Whoever makes it holds its lock: made twice at once, the second would be written
    /// over the first while a worker runs it.
    private final class Product: Sendable {
        let path = Mutex<String?>(nil)
    }
    private static let products = Mutex<[String: Product]>([:])
    /// The machine may have two processors and a frontend fills one.
    private static let slots = DispatchSemaphore(value: 2)

    /// The path of a cell's library.
    static func library(of cell: TestCell) throws -> String {
        try made(cell.name) { try compile(cell) }
    }

    private static func compile(_ cell: TestCell) throws -> String {
        let own = folder.appendingPathComponent(cell.name)
        try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        let source = own.appendingPathComponent("main.swift").path
        let object = own.appendingPathComponent("main.o").path
        let library = own.appendingPathComponent("\(cell.module).so").path
        try Data(cell.source.utf8).write(to: URL(fileURLWithPath: source))
        let resources = try toolchain() + "/lib/swift"
        try run(
            try toolchain() + "/bin/swift-frontend",
            [
                "-frontend", "-c", "-primary-file", source, "-target", "\(architecture)-unknown-linux-gnu",
                "-disable-objc-interop", "-resource-dir", resources,
                "-module-cache-path", folder.appendingPathComponent("modules").path,
                "-module-name", cell.module, "-entry-point-function-name", cell.entryPoint,
                "-emit-module-path", folder.appendingPathComponent("\(cell.module).swiftmodule").path,
                "-I", folder.path, "-o", object, "-enable-testing", "-swift-version", "5",
                "-enforce-exclusivity=unchecked", "-gline-tables-only", "-Onone", "-suppress-warnings",
            ])
        let runtime = "\(resources)/linux/\(architecture)/swiftrt.o"
        try run("/usr/bin/ld.bfd", ["-shared", "--eh-frame-hdr", "-o", library, object, runtime])
        return library
    }

    /// The path of a library that stands for `libCuaderno.so`.
    static func engine() throws -> String {
        try cLibrary("engine", FakeEngine.source)
    }

    /// The path of a shared library made of C.
    static func cLibrary(_ name: String, _ text: String) throws -> String {
        try made(name) {
            let source = folder.appendingPathComponent("\(name).c").path
            let library = folder.appendingPathComponent("lib\(name).so").path
            try Data(text.utf8).write(to: URL(fileURLWithPath: source))
            try run(try toolchain() + "/bin/clang", ["-shared", "-fPIC", "-O1", "-w", "-o", library, source])
            return library
        }
    }

    /// The library of a name, made at the first call.
    private static func made(_ name: String, _ make: () throws -> String) throws -> String {
        let product = products.withLock { products in
            let product = products[name] ?? Product()
            products[name] = product
            return product
        }
        return try product.path.withLock { path in
            if let path { return path }
            slots.wait()
            defer { slots.signal() }
            let new = try make()
            path = new
            return new
        }
    }

    #if arch(x86_64)
        private static let architecture = "x86_64"
    #else
        private static let architecture = "aarch64"
    #endif

    /// The `usr` folder of the toolchain that is on the path.
    private static func toolchain() throws -> String {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        for folder in path.split(separator: ":") {
            let compiler = URL(fileURLWithPath: "\(folder)/swiftc").resolvingSymlinksInPath()
            guard FileManager.default.isExecutableFile(atPath: compiler.path) else { continue }
            return compiler.deletingLastPathComponent().deletingLastPathComponent().path
        }
        throw TestFailure("no swiftc on PATH")
    }

    private static func run(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        let errors = folder.appendingPathComponent("errors-\(UUID().uuidString)")
        try Data().write(to: errors)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        let text = try Data(contentsOf: errors)
        guard process.terminationStatus == 0 else {
            throw TestFailure("\(program) failed: \(String(decoding: text, as: UTF8.self))")
        }
    }

    private static func removeFolder() {
        try? FileManager.default.removeItem(at: folder)
    }
}

struct TestFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
