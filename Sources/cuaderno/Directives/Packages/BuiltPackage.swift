/// A package whose library can be loaded.
struct BuiltPackage: Sendable, Equatable {
    /// How the package calls itself.
    var name: String
    /// Where it came from; a session has each place once.
    var place: String
    /// The modules that its products are made of.
    var modules: [String]
    /// The folder in which SwiftPM built it.
    var buildFolder: String
    /// Folders with headers and module maps of C targets.
    var moduleMaps: [String: String]
    /// The dynamic library with all of it.
    var library: String
    /// Dynamic libraries that the package has as products of their own: the one above needs them beside it.
    var companions: [String]
    /// The programs that expand its macros, by the macros' modules.
    var macros: [String: String]
    /// The libraries and programs as they were: sizes and times of their last changes.
    var stamp: String
}
