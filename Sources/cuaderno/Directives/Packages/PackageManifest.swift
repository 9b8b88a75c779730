import Foundation

/// As much of `swift package dump-package` as is needed.
struct PackageManifest: Decodable {
    struct Product: Decodable {
        var name: String
        var targets: [String]
        /// `{"library": ["automatic"]}`, `{"executable": null}`
        var type: [String: [String]?]

        var isLibrary: Bool { type.keys.contains("library") }
    }

    var name: String
    var products: [Product]

    /// The library products of these names; all of them when none is named.
    ///
    /// - Throws: ``CellFailure`` that lists what there is.
    func libraries(named wanted: [String]) throws -> [Product] {
        let libraries = products.filter(\.isLibrary)
        let listing = "It has: \(libraries.map(\.name).joined(separator: ", "))."
        guard !libraries.isEmpty else {
            throw CellFailure(
                directive: "the package \(name) has no library: only products of the kind .library can be imported.")
        }
        guard !wanted.isEmpty else { return libraries }
        return try wanted.map { wanted in
            guard let found = libraries.first(where: { $0.name == wanted }) else {
                throw CellFailure(directive: "the package \(name) has no library \(wanted). \(listing)")
            }
            return found
        }
    }
}
