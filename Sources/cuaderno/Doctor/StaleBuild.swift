import Foundation

/// Sources that were changed after the build, in the checkout that the program was built in.
struct StaleBuild {
    /// The newest source, relative to the checkout.
    let source: String
    let checkout: String

    /// Nil where the build is as new as its sources, or the program does not lie in a checkout.
    init?(_ installation: Installation) {
        let manager = FileManager.default
        let folders = sequence(first: installation.folder) { $0.path == "/" ? nil : $0.deletingLastPathComponent() }
        guard
            let root = folders.first(where: {
                manager.fileExists(atPath: $0.appendingPathComponent("Package.swift").path)
            }),
            let files = manager.enumerator(
                at: root.appendingPathComponent("Sources"), includingPropertiesForKeys: [.contentModificationDateKey])
        else { return nil }
        // A part that does not need the changed file stays as it is: the newest one counts.
        let parts = [installation.program, installation.worker, installation.sourceKit, installation.library]
        guard let built = parts.compactMap({ Self.date(of: URL(fileURLWithPath: $0)) }).max() else { return nil }
        var newest: (date: Date, path: String)?
        while let file = files.nextObject() as? URL {
            // The module SourceGate is linked into nothing.
            guard ["swift", "c", "h"].contains(file.pathExtension), !file.path.contains("/SourceGate/"),
                let date = Self.date(of: file), date > built, date > newest?.date ?? .distantPast
            else { continue }
            newest = (date, file.path)
        }
        guard let newest else { return nil }
        source =
            newest.path.hasPrefix(root.path + "/") ? String(newest.path.dropFirst(root.path.count + 1)) : newest.path
        checkout = root.path
    }

    private static func date(of file: URL) -> Date? {
        (try? FileManager.default.attributesOfItem(atPath: file.path))?[.modificationDate] as? Date
    }
}
