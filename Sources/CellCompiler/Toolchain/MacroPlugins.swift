import Synchronization

/// The programs that expand the macros of packages. (Those of the standard library, Foundation and Testing are in the
/// toolchain.)
final class MacroPlugins: Sendable {
    private let programs = Mutex<[String: String]>([:])

    /// - Parameters:
    ///   - program: The path of an executable that speaks the compiler's protocol for plugins.
    ///   - module: The module that holds the macros' implementations; a newer program takes the place of an older one.
    func add(_ program: String, for module: String) {
        programs.withLock { $0[module] = program }
    }

    /// The frontend's arguments.
    var arguments: [String] {
        programs.withLock { programs in
            programs.sorted { $0.key < $1.key }.flatMap { ["-load-plugin-executable", "\($0.value)#\($0.key)"] }
        }
    }
}
