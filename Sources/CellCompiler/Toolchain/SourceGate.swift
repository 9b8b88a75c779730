import Foundation
import Glibc

/// Where a frontend waits that was started ahead of its source.
///
/// A frontend maps its source into memory first of all, and reads the text only after it has loaded the modules that its
/// command line names. The last of these is made to be ``module``, an empty one, which comes through a pipe. So a frontend
/// can have started and have loaded the standard library and `Cuaderno` when the cell arrives: the text is written into
/// the mapped file, and the pipe gives the module.
///
/// Nobody has promised this order, nor that a private mapping shows what is written to its file later (on Linux it does,
/// for pages that have not been written to). Therefore each line of the file is an `#error` until the source is there: a
/// compiler with other habits fails with these words (``isStale(_:)``), and the cell is compiled in the ordinary way. The
/// pipe is the frontend's standard input, so that it meets its end, and goes, when the kernel was killed.
struct SourceGate: Sendable {
    /// The module's name.
    static let module = "SourceGate"
    /// Files of 16 KB and more are mapped, but for those that end with a page: the compiler wants a zero behind the text.
    private static let length = (64 << 10) + 1
    private static let complaint = "cuaderno-source-not-seen"

    /// The path of the source.
    let source: String
    /// Where the frontend finds the module.
    let moduleFolder: String
    /// To be the frontend's standard input.
    let reader: Int32
    private let writer: Int32
    /// The module's interface.
    private let interface: Data

    /// Makes source and pipe; nil when the folder cannot be written.
    ///
    /// - Parameters:
    ///   - folder: A folder for this frontend alone.
    ///   - interface: The contents of `SourceGate.swiftmodule`.
    init?(in folder: String, interface: Data) {
        source = "\(folder)/main.swift"
        moduleFolder = "\(folder)/gate"
        self.interface = interface
        let link = "\(moduleFolder)/\(Self.module).swiftmodule"
        var ends: [Int32] = [-1, -1]
        let manager = FileManager.default
        guard (try? manager.createDirectory(atPath: moduleFolder, withIntermediateDirectories: true)) != nil,
            (try? Self.filler.write(to: URL(fileURLWithPath: source))) != nil, symlink("/dev/stdin", link) == 0,
            pipe(&ends) == 0
        else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (reader, writer) = (ends[0], ends[1])
    }

    /// Gives the source and lets the frontend go on; false when it cannot have it in this way.
    func open(with text: String) -> Bool {
        defer { close(writer) }
        var contents = Array(text.utf8)
        guard contents.count < Self.length else { return false }
        contents += repeatElement(UInt8(ascii: " "), count: Self.length - contents.count)
        let file = Glibc.open(source, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        // In one piece, and without a moment in which the file is shorter: it is mapped.
        return pwrite(file, contents, contents.count, 0) == contents.count
            && interface.withUnsafeBytes { write(writer, $0.baseAddress, $0.count) } == interface.count
    }

    /// Gives up: the frontend meets the end of a module that has not begun.
    func abandon() {
        close(writer)
        unlink(source)
    }

    /// Removes the way to the module.
    func remove() {
        unlink("\(moduleFolder)/\(Self.module).swiftmodule")
        rmdir(moduleFolder)
    }

    /// True for the words of a frontend that did not read the source, or not the module.
    static func isStale(_ errors: String) -> Bool {
        errors.contains(complaint) || errors.contains("\(module).swiftmodule")
    }

    private static let filler: Data = {
        // Few lines, for each of them is an error.
        let line = "#error(\"\(complaint)\")".padding(toLength: 1023, withPad: " ", startingAt: 0) + "\n"
        var text = Data(String(repeating: line, count: length / 1024).utf8)
        text.append(contentsOf: Data(repeating: UInt8(ascii: " "), count: length - text.count))
        return text
    }()
}
