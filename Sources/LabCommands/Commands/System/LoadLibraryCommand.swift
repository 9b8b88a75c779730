import ArgumentParser
import Glibc

/// What the kernel asks once it has built a package: its library is loaded, and cells that are loaded later find its symbols.
struct LoadLibraryCommand: LabCommand {
    static let example = "%__load libNumerics.so"
    static let configuration = makeConfiguration("__load", "Load a library for the kernel.")

    @Argument(help: "The path of the library.")
    var path: String

    func run(in context: LabContext) throws {
        guard dlopen(path, RTLD_NOW | RTLD_GLOBAL) == nil else { return }
        throw LabError("the library cannot be loaded: \(dlerror().map { String(cString: $0) } ?? path)")
    }
}
