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
    /// The library as it was: size and time of its last change.
    var stamp: String
}
