import CellCompiler
import Foundation

/// Builds a package in release as one dynamic library, in the user's cache: the next session finds it there.
struct PackageBuilder {
    let toolchain: Toolchain
    /// The folder for this package, see ``folder(for:toolchain:)``.
    let folder: URL
    let tool: LongTool

    /// A folder in the user's cache for a package from this place, built by this compiler.
    static func folder(for place: String, toolchain: Toolchain) -> URL {
        CacheFolder.packages(key: "\(place)\n\(toolchain.frontend)")
    }

    /// Fetches a repository once.
    ///
    /// - Parameter reference: a tag or branch; nil: the default branch.
    /// - Returns: the folder of the package.
    /// - Throws: ``CellFailure`` with git's own words.
    func fetch(_ url: String, reference: String?) async throws -> URL {
        let last = url.split(whereSeparator: { "/:".contains($0) }).last.map(String.init) ?? "package"
        let name = last.hasSuffix(".git") ? String(last.dropLast(4)) : last
        let place = folder.appendingPathComponent(name)
        let done = folder.appendingPathComponent("fetched")
        if FileManager.default.fileExists(atPath: done.path) { return place }
        try? FileManager.default.removeItem(at: place)
        let branch = reference.map { ["--branch", $0] } ?? []
        let result = try await tool.run(
            "/usr/bin/env",
            ["git", "clone", "--quiet", "--depth", "1", "-c", "advice.detachedHead=false"] + branch
                + ["--recurse-submodules", url, place.path])
        guard result.succeeded else { throw Self.failure("\(url) cannot be fetched:", result.output) }
        try Data().write(to: done)
        return place
    }

    /// The newest version that a repository has a tag for; nil without such tags.
    ///
    /// - Throws: ``CellFailure`` with git's own words.
    func newestVersion(of url: String) async throws -> String? {
        let result = try await tool.run("/usr/bin/env", ["git", "ls-remote", "--tags", "--refs", url])
        guard result.succeeded else {
            throw Self.failure("\(url) cannot be reached. Is it the address of a git repository?", result.output)
        }
        return result.output.split(whereSeparator: \.isNewline)
            .compactMap { $0.firstMatch(of: /refs\/tags\/(v?(\d+)\.(\d+)(?:\.(\d+))?)$/) }
            .max { first, second in
                let a = [first.2, first.3, first.4 ?? "0"].map { Int($0) ?? 0 }
                let b = [second.2, second.3, second.4 ?? "0"].map { Int($0) ?? 0 }
                return a.lexicographicallyPrecedes(b)
            }.map { String($0.1) }
    }

    /// Builds it.
    ///
    /// - Throws: ``CellFailure`` with the errors of manifest or compiler, `CancellationError` when interrupted.
    func build(_ package: URL, place: String, products wanted: [String]) async throws -> BuiltPackage {
        let manifest = try await manifest(of: package)
        let products = try manifest.libraries(named: wanted)
        let name = "CuadernoPackage_\(folder.lastPathComponent)"
        let wrapper = folder.appendingPathComponent("wrapper")
        try write(name, products, package, to: wrapper)
        let result = try await tool.run(
            program("swift-build"), ["-c", "release", "--package-path", wrapper.path, "--product", name])
        guard result.succeeded else {
            let errors = result.output.split(whereSeparator: \.isNewline).filter { $0.contains("error:") }
            let text = errors.isEmpty ? result.output : errors.joined(separator: "\n")
            throw Self.failure("the package \(manifest.name) cannot be built:", text)
        }
        let output = wrapper.appendingPathComponent(".build/release").resolvingSymlinksInPath()
        let library = output.appendingPathComponent("lib\(name).so").path
        let folders = PackageFolders(package: wrapper, output: output)
        let (companions, macros) = (folders.libraries(besides: "lib\(name).so"), folders.macros)
        return BuiltPackage(
            name: manifest.name, place: place,
            modules: products.flatMap(\.targets).map(PackageFolders.moduleName).reduce(into: []) { list, module in
                if !list.contains(module) { list.append(module) }
            }, buildFolder: output.path,
            moduleMaps: ModuleMaps.found(in: folders.dependencies, built: output.path),
            library: library, companions: companions, macros: macros,
            stamp: try ([library] + companions + macros.values).sorted().map(Self.stamp).joined(separator: "\n"))
    }

    private static func stamp(of file: String) throws -> String {
        let attributes = try FileManager.default.attributesOfItem(atPath: file)
        let changed = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
        return "\(file) \(attributes[.size] ?? 0) \(changed)"
    }

    private func program(_ name: String) -> String {
        (toolchain.frontend as NSString).deletingLastPathComponent + "/" + name
    }

    private func manifest(of package: URL) async throws -> PackageManifest {
        let result = try await tool.run(program("swift-package"), ["--package-path", package.path, "dump-package"])
        // Warnings may go before it.
        guard result.succeeded, let start = result.output.range(of: "{\n") ?? result.output.range(of: "{") else {
            throw Self.failure("\(package.path)/Package.swift cannot be read:", result.output)
        }
        do {
            return try JSONDecoder().decode(PackageManifest.self, from: Data(result.output[start.lowerBound...].utf8))
        } catch {
            throw Self.failure("\(package.path)/Package.swift cannot be understood:", "\(error)")
        }
    }

    /// A package of one dynamic library that holds the products and all that they need.
    private func write(_ name: String, _ products: [PackageManifest.Product], _ package: URL, to wrapper: URL) throws {
        func quoted(_ text: String) -> String {
            "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
        }
        let identity = quoted(package.lastPathComponent)
        let dependencies = products.map { ".product(name: \(quoted($0.name)), package: \(identity))" }
        let manifest = """
            // swift-tools-version: 5.9
            import PackageDescription

            let package = Package(
                name: "\(name)",
                products: [.library(name: "\(name)", type: .dynamic, targets: ["\(name)"])],
                dependencies: [.package(path: \(quoted(package.path)))],
                targets: [
                    .target(
                        name: "\(name)", dependencies: [\(dependencies.joined(separator: ", "))],
                        // What it calls is in itself, even where another package has something of the same name.
                        linkerSettings: [.unsafeFlags(["-Xlinker", "-Bsymbolic"])])
                ])
            """
        let sources = wrapper.appendingPathComponent("Sources/\(name)")
        do {
            try FileManager.default.createDirectory(at: sources, withIntermediateDirectories: true)
            try Self.write("\(manifest)\n", to: wrapper.appendingPathComponent("Package.swift"))
            try Self.write(
                "// The library holds other packages only.\n", to: sources.appendingPathComponent("Empty.swift"))
        } catch {
            throw CellFailure(
                directive: "\(wrapper.path) cannot be written: \(error.localizedDescription) "
                    + "Set CUADERNO_CACHE to a folder that can be written.")
        }
    }

    /// A file that is written anew is compiled anew.
    private static func write(_ text: String, to file: URL) throws {
        if (try? String(contentsOf: file, encoding: .utf8)) == text { return }
        try Data(text.utf8).write(to: file, options: .atomic)
    }

    private static func failure(_ headline: String, _ details: String) -> CellFailure {
        let lines = details.split(whereSeparator: \.isNewline).suffix(20)
        return CellFailure(directive: ([headline] + lines.map { "  \($0)" }).joined(separator: "\n"))
    }
}
